import type { Booking, FetchedBytes, TakenArchive } from './ledger-store.ts'
import type { ArchiveName } from './ports.ts'

/** What has arrived and is not on record yet. */
export interface PendingBytes {
  /** A counter for one archive, for bytes as they arrive. Cheap: called for every chunk. */
  counter(name: ArchiveName): (bytes: number) => void
  add(archive: Omit<TakenArchive, keyof When>): void
  /**
   * Hands over everything and forgets it. When the work throws, nothing is forgotten; the error goes to the caller.
   */
  drain(work: (fetched: readonly FetchedBytes[], taken: readonly TakenArchive[]) => void): void
  isEmpty(): boolean
}

type When = Pick<Booking, 'month' | 'priceUsd'>
type Ports = {
  /** Where and when bytes that arrive now are booked. */
  readonly now: () => When
  /** Called when there is something to drain, after there was nothing. */
  readonly onFirst: () => void
}
type Sum = { -readonly [K in keyof FetchedBytes]: FetchedBytes[K] }

export function createPendingBytes({ now, onFirst }: Ports): PendingBytes {
  let sums = new Map<string, Sum>()
  let taken: TakenArchive[] = []
  let when: When | undefined // of everything since the last drain
  const begin = () => {
    if (when) return when
    when = now()
    onFirst()
    return when
  }
  return {
    counter(name) {
      const key = `${name.archive}/${name.taskId}`
      return bytes => {
        const booked = begin()
        const sum = sums.get(key)
        if (sum) sum.bytes += bytes
        else sums.set(key, { ...name, ...booked, bytes })
      }
    },
    add(archive) {
      taken.push({ ...archive, ...begin() })
    },
    drain(work) {
      if (!when) return
      work([...sums.values()], taken)
      sums = new Map()
      taken = []
      when = undefined
    },
    isEmpty: () => when === undefined,
  }
}
