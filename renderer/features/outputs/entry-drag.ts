import type { DragEvent } from 'react'
import type { EntryAddress } from '../../../app/contract/entry-addresses.ts'
import type { EntryRow } from '../../../app/contract/outputs.ts'

/** What a row tells about being dragged. */
export type EntryDrag = {
  /** The pointer is over an entry that may be dragged next. */
  readonly onNear: (entry: EntryRow) => void
  readonly onStart: (event: DragEvent, entry: EntryRow) => void
  readonly onEnd: () => void
}

/** Says of a drag that it comes from here. Programs outside know nothing of it. */
const ownType = 'application/x-inductiva-entries'

/**
 * What a drag carries. A single file goes to a program outside as a download that Chromium begins where it is dropped;
 * of several files or a folder nothing can be handed out, and only targets in this window take them.
 */
export function fillDrag({ dataTransfer }: DragEvent, entry: EntryRow | null, address: EntryAddress | undefined): void {
  dataTransfer.effectAllowed = 'copy'
  dataTransfer.setData(ownType, entry?.path ?? '')
  if (entry && entry.kind !== 'folder' && address) dataTransfer.setData('DownloadURL', downloadUrl(address))
}

/** "<type>:<name>:<address>", as Chromium reads it. Names hold no colon: ours are fit for every file system. */
export function downloadUrl({ mediaType, fileName, url }: EntryAddress): string {
  return `${mediaType.replace(/;.*/, '')}:${fileName}:${url}`
}
