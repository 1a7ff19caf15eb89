import type { ConflictPolicy } from '../../contract/transfers.ts'

/** What lies under the name an entry is to get. `ours`: written by this very transfer, before. */
export type Occupant =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'identical'; readonly isOurs: boolean } // same size and CRC-32
  | { readonly kind: 'different'; readonly isOurs: boolean }
  | { readonly kind: 'folder' }

/**
 * - `fetch`: the name is free.
 * - `done`: the file there is what this transfer wrote earlier.
 * - `skip`: the same bytes are there already, whoever wrote them.
 * - `replace`: fetch, and put it in the place of what is there.
 * - `rename`: fetch, under the next free name.
 * - `leave`: what is there stays, and the entry is reported.
 */
export type ConflictDecision = 'fetch' | 'done' | 'skip' | 'replace' | 'rename' | 'leave'

/** Nothing that differs is ever overwritten unless the person chose so, or this transfer wrote it. */
export function decideConflict(policy: ConflictPolicy, occupant: Occupant): ConflictDecision {
  switch (occupant.kind) {
    case 'nothing':
      return 'fetch'
    case 'identical':
      return occupant.isOurs ? 'done' : 'skip'
    case 'different':
      return occupant.isOurs ? 'replace' : decideDifferent(policy)
    case 'folder':
      return policy === 'keep-both' ? 'rename' : 'leave'
  }
}

function decideDifferent(policy: ConflictPolicy): ConflictDecision {
  switch (policy) {
    case 'skip-identical':
      return 'leave'
    case 'replace':
      return 'replace'
    case 'keep-both':
      return 'rename'
  }
}
