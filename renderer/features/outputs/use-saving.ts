import { useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import type { FavouriteFolder } from '../../../app/contract/favourite-folders.ts'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import type { OpenFiles } from './archive-shelf.ts'
import { fillDrag, type EntryDrag } from './entry-drag.ts'
import type { SavingPlaces } from './saving-places.ts'
import { whatToDrag, type WhatToSave } from './what-to-save.ts'

export type Saving = {
  readonly drag: EntryDrag
  /** While entries of this archive are dragged. */
  readonly dragged: WhatToSave | null
  readonly save: (folder: FavouriteFolder, what: WhatToSave) => void
  readonly problem: Problem | null
}

/** Dragging entries, and saving them to a favourite folder. */
export function useSaving(files: OpenFiles, places: SavingPlaces | undefined): Saving {
  const [dragged, setDragged] = useState<WhatToSave | null>(null)
  const showing = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { run, problem } = usePerform()
  const drag: EntryDrag = useMemo(
    () => ({
      onNear: (entry: EntryRow) => files.addresses.want(entry),
      onStart(event: DragEvent, entry: EntryRow) {
        const what = whatToDrag(files.ticks.getState().ticks, entry)
        if (!what) {
          event.preventDefault()
          return
        }
        fillDrag(event, what.entry, files.addresses.get(entry))
        showing.current = setTimeout(() => setDragged(what)) // a page that changes as a drag begins ends it in Chromium
      },
      onEnd() {
        clearTimeout(showing.current)
        setDragged(null)
      },
    }),
    [files],
  )
  useEndOfDrag(dragged !== null, drag.onEnd)
  const save = (folder: FavouriteFolder, { selection }: WhatToSave) => {
    if (places) run(() => places.save(folder, selection))
  }
  return { drag, dragged, save, problem }
}

/** A row that was scrolled out of sight is gone, and does not hear that its drag has ended: the next move tells. */
function useEndOfDrag(isDragging: boolean, onEnd: () => void): void {
  useEffect(() => {
    if (!isDragging) return
    addEventListener('pointermove', onEnd)
    return () => removeEventListener('pointermove', onEnd)
  }, [isDragging, onEnd])
}
