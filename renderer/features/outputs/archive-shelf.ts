import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveKind, ArchiveSummary } from '../../../app/contract/outputs.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { createAddressBook, type AddressBook } from './address-book.ts'
import { createEntryStore, type EntryStore } from './entry-store.ts'
import { createTickStore, type TickStore } from './tick-store.ts'

/** Archives kept open behind the one on screen: going back finds folders, ticks and place as they were. */
const archivesKept = 4

export type OpenFiles = {
  readonly summary: ArchiveSummary
  readonly entries: EntryStore
  readonly ticks: TickStore
  readonly addresses: AddressBook
}

export type ShelfPlace =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly files: OpenFiles }
  | { readonly state: 'none'; readonly reason: string }
  | { readonly state: 'failed'; readonly problem: unknown }

export type WantedArchive = { readonly taskId: TaskId; readonly kind: ArchiveKind }

type Shelf = StoreApi<{ readonly places: ReadonlyMap<string, ShelfPlace> }>

export type ArchiveShelf = Shelf & {
  /** Opens an archive unless it stands here open already. What failed or was missing is asked for again. */
  want(wanted: WantedArchive): void
  /** Lets go of what is here and reads the archive anew, for example because it changed in the cloud. */
  reopen(wanted: WantedArchive): void
}

export function placeKey({ taskId, kind }: WantedArchive): string {
  return `${kind}/${taskId}`
}

type Api = Pick<
  AppClient,
  'openArchive' | 'closeArchive' | 'listEntries' | 'searchEntries' | 'sumSelection' | 'countGlobHits' | 'entryUrl'
>

export function createArchiveShelf(api: Api): ArchiveShelf {
  const shelf: Shelf = createStore(() => ({ places: new Map<string, ShelfPlace>() }))

  const letGo = (place: ShelfPlace | undefined): void => {
    if (place?.state !== 'open') return
    // An archive the core has let go of by itself, for example at sign-out, is closed as well.
    api.closeArchive({ archiveId: place.files.summary.id }).catch(() => undefined)
  }
  /** Puts a place at the end, newest; the oldest fall off. */
  const put = (key: string, place: ShelfPlace): void => {
    const places = new Map(shelf.getState().places)
    places.delete(key)
    places.set(key, place)
    for (const [oldest, old] of [...places].slice(0, -archivesKept)) {
      letGo(old)
      places.delete(oldest)
    }
    shelf.setState({ places })
  }
  const open = (wanted: WantedArchive): void => {
    const key = placeKey(wanted)
    const opening: ShelfPlace = { state: 'opening' }
    const settle = (place: ShelfPlace): void => {
      if (shelf.getState().places.get(key) === opening) put(key, place)
      else letGo(place)
    }
    put(key, opening)
    api.openArchive(wanted).then(
      answer => settle(answer.state === 'none' ? answer : { state: 'open', files: filesOf(api, answer.archive) }),
      (problem: unknown) => settle({ state: 'failed', problem }),
    )
  }
  return {
    ...shelf,
    want(wanted) {
      const key = placeKey(wanted)
      const place = shelf.getState().places.get(key)
      if (place?.state === 'opening') return
      if (place?.state === 'open') put(key, place)
      else open(wanted)
    },
    reopen(wanted) {
      letGo(shelf.getState().places.get(placeKey(wanted)))
      open(wanted)
    },
  }
}

function filesOf(api: Api, summary: ArchiveSummary): OpenFiles {
  return {
    summary,
    entries: createEntryStore(api, summary),
    ticks: createTickStore(api, summary.id),
    addresses: createAddressBook(api, summary.id),
  }
}
