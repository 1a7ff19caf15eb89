import type { ConflictAnswer } from '../../contract/conflicts.ts'
import type { ConflictPolicy } from '../../contract/transfers.ts'

/** What lies under the name an entry is to get. `ours`: written by this very transfer, before. */
export type Occupant =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'identical'; readonly isOurs: boolean } // same size and CRC-32
  | { readonly kind: 'different'; readonly isOurs: boolean }
  | { readonly kind: 'folder' }

/** What goes for all files in the way of one transfer. `keep`: the person was asked, and keeps them. */
export type ConflictRule = ConflictPolicy | 'keep'

/**
 * - `fetch`: the name is free.
 * - `done`: the file there is what this transfer wrote earlier.
 * - `skip`: the same bytes are there already, whoever wrote them.
 * - `replace`: fetch, and put it in the place of what is there.
 * - `rename`: fetch, under the next free name.
 * - `leave`: what is there stays, and the entry is reported.
 * - `ask`: what is there stays until the person has decided.
 * - `keep`: what is there stays, as the person decided.
 */
export type ConflictDecision = 'fetch' | 'done' | 'skip' | 'replace' | 'rename' | 'leave' | 'ask' | 'keep'

/** @param answer  What the person said when asked; undefined before. Means something to a transfer that asks, only. */
export function ruleFor(policy: ConflictPolicy, answer: ConflictAnswer | undefined): ConflictRule {
  if (policy !== 'ask' || answer === undefined) return policy
  return answer === 'skip-identical' ? 'keep' : answer
}

/** Nothing that differs is ever overwritten unless the person chose so, or this transfer wrote it. */
export function decideConflict(rule: ConflictRule, occupant: Occupant): ConflictDecision {
  switch (occupant.kind) {
    case 'nothing':
      return 'fetch'
    case 'identical':
      return occupant.isOurs ? 'done' : 'skip'
    case 'different':
      return occupant.isOurs ? 'replace' : decideDifferent(rule)
    case 'folder':
      return rule === 'replace' ? 'leave' : decideDifferent(rule) // a folder is never replaced by a file
  }
}

function decideDifferent(rule: ConflictRule): ConflictDecision {
  switch (rule) {
    case 'skip-identical':
      return 'leave'
    case 'replace':
    case 'ask':
    case 'keep':
      return rule
    case 'keep-both':
      return 'rename'
  }
}
