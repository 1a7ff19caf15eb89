import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { EntryAddress } from '../../../app/contract/entry-addresses.ts'
import type { ArchiveId, EntryRow } from '../../../app/contract/outputs.ts'

/** Addresses are good for ten minutes since somebody used the archive's: asked for anew well before. */
const freshMs = 5 * 60_000
const mostKept = 200

type Known = { readonly address: EntryAddress; readonly askedAtMs: number }

/** Where contents of entries can be fetched by the browser itself. A drag needs the address at the moment it begins. */
export type AddressBook = StoreApi<ReadonlyMap<number, Known>> & {
  /** Sees to it that the address of a file is at hand soon. Asking again costs nothing. */
  want(entry: EntryRow): void
  /** Undefined while it is not known, and for what has none. */
  get(entry: EntryRow): EntryAddress | undefined
}

/** @param now Milliseconds that only ever grow. */
export function createAddressBook(
  api: Pick<AppClient, 'entryUrl'>,
  archiveId: ArchiveId,
  now: () => number = () => performance.now(),
): AddressBook {
  const book = createStore<ReadonlyMap<number, Known>>(() => new Map())
  const asked = new Set<number>()
  const fresh = (entryIndex: number): Known | undefined => {
    const known = book.getState().get(entryIndex)
    return known && now() - known.askedAtMs < freshMs ? known : undefined
  }
  return {
    ...book,
    want({ kind, entryIndex, problem }) {
      if (kind === 'folder' || entryIndex === null || problem !== null) return
      if (asked.has(entryIndex) || fresh(entryIndex)) return
      asked.add(entryIndex)
      const askedAtMs = now()
      const keep = (address: EntryAddress) => {
        asked.delete(entryIndex)
        book.setState(
          new Map([...book.getState(), [entryIndex, { address, askedAtMs }] as const].slice(-mostKept)),
          true,
        )
      }
      // Without an address nothing leaves the window; whoever saves the file in another way hears why it cannot be read.
      api.entryUrl({ archiveId, entryIndex, purpose: 'save' }).then(keep, () => asked.delete(entryIndex))
    },
    get: ({ entryIndex }) => (entryIndex === null ? undefined : fresh(entryIndex)?.address),
  }
}
