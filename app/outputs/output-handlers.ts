import type { Handlers } from '../contract/define.ts'
import type { entryAddressCalls } from '../contract/entry-addresses.ts'
import type { outputCalls } from '../contract/outputs.ts'
import type { EntryContents } from './entry-contents.ts'
import type { OutputService } from './output-service.ts'

/** @param current The service of whoever is signed in; throws when nobody is. */
export function createOutputHandlers(current: () => OutputService): Handlers<typeof outputCalls> {
  return {
    openArchive: async input => current().openArchive(input),
    openLocalArchive: async input => current().openLocalArchive(input),
    listEntries: async input => current().listEntries(input),
    searchEntries: async input => current().searchEntries(input),
    sumSelection: async input => current().sumSelection(input),
    countGlobHits: async input => current().countGlobHits(input),
    readEntryText: async input => current().readEntryText(input),
    closeArchive: async input => current().closeArchive(input),
  }
}

/** @param current As above. */
export function createEntryHandlers(current: () => EntryContents): Handlers<typeof entryAddressCalls> {
  return { entryUrl: async input => current().handlers.entryUrl(input) }
}
