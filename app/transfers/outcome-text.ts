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

/** Of an entry that is fetched, or not, once the person has decided. */
export const undecidedMessage = 'Something else of this name is already there. It stays until you decide.'

export const keptMessage = 'Something else of this name was already there and was kept, as you decided.'

export const inTheWayMessage =
  'Something else of this name is already there and was not touched. Choose to replace it or to keep both. A folder is never replaced.'
