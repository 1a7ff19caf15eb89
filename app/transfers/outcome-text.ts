import type { EntryOutcome } from './extract-protocol.ts'

/** What to tell of an entry that is not there in the end. */
export function messageOfOutcome(outcome: Exclude<EntryOutcome, { kind: 'written' }>): string {
  switch (outcome.kind) {
    case 'damaged':
      return `It arrived damaged twice (${outcome.reason}), so it was not kept. It may be damaged in the cloud as well.`
    case 'in-the-way':
      return inTheWayMessage
    case 'refused':
      return `This disk does not accept the file (${outcome.code}).`
  }
}

export const inTheWayMessage =
  'Something else of this name is already there and was not touched. Choose to replace it or to keep both.'
