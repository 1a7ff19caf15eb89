import { protocol } from 'electron'
import type { AnswerEntry } from '../domain/archive/entry-answer.ts'
import { answerEntryRequest } from './entry-response.ts'
import { entryScheme } from './origins.ts'

/** Serves contents of archives under their own origin. */
export function serveEntries(answer: AnswerEntry): void {
  protocol.handle(entryScheme, request => answerEntryRequest(request, answer))
}
