import { useState, type ReactNode } from 'react'
import { mostFavouriteFolders } from '../../../app/contract/favourite-folders.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import type { FolderBrowserSlot } from './downloads-section.tsx'
import { nameOfFolder } from './name-of-folder.ts'
import { useSettings } from './settings-context.tsx'

export type AddingFavourite = {
  readonly canAdd: boolean
  readonly onAdd: () => void
  readonly problem: Problem | null
  /** Our own folder browser, while a folder is chosen in it. */
  readonly dialog: ReactNode
}

/** Adds a favourite folder, chosen with the system's dialog where there is one, else with our own browser. */
export function useAddFavourite(folderBrowser: FolderBrowserSlot): AddingFavourite {
  const { api } = useBridge()
  const { settings, app } = useSettings()
  const { run, problem } = usePerform()
  const [isBrowsing, setBrowsing] = useState(false)
  const folders = settings.value?.favouriteFolders ?? []
  const startAt = folders.at(-1)?.path ?? settings.value?.downloadFolder ?? ''

  const add = async (path: string) => {
    const favouriteFolders = [...folders, { name: nameOfFolder(path), path }]
    settings.accept(await api.updateSettings({ favouriteFolders }))
  }
  const chooseNatively = async () => {
    const { path } = await api.chooseFolder({ startAt })
    if (path !== null) await add(path)
  }
  const choose = (path: string) => {
    setBrowsing(false)
    run(() => add(path))
  }
  return {
    canAdd: app !== null && folders.length < mostFavouriteFolders,
    onAdd: () => (app?.canChooseFolderNatively === true ? run(chooseNatively) : setBrowsing(true)),
    problem,
    dialog: isBrowsing && folderBrowser({ startAt, onChoose: choose, onClose: () => setBrowsing(false) }),
  }
}
