import type { z } from 'zod'
import type { ErrorCode, Reply } from '../contract/failures.ts'

type Refusal = Extract<Reply<never>, { ok: false }>

function refuse(code: ErrorCode, message: string, details: string | null = null): Refusal {
  return { ok: false, failure: { code, message, remedy: 'none', details } }
}

export const untrustedSender = (): Refusal =>
  refuse('untrusted-sender', 'This page is not allowed to talk to Inductiva Desktop.')

export const unknownCall = (): Refusal =>
  refuse('unknown-call', 'Window and core are of different versions. Please restart Inductiva Desktop.')

export const tooLarge = (): Refusal =>
  refuse('message-too-large', 'That was too much at once. Choose whole folders instead of many single files.')

/** Names the fields that were wrong and what was expected, never the values that came. */
export const invalidInput = (error: z.ZodError): Refusal =>
  refuse(
    'invalid-input',
    'Inductiva Desktop did not understand this request. Nothing was changed.',
    error.issues.map(({ path, code, message }) => `${path.join('.') || 'input'}: ${code}, ${message}`).join('; '),
  )

export const malformedMessage = (): Refusal =>
  refuse('invalid-input', 'Inductiva Desktop did not understand this message.', 'expected {"id", "name", "input"}')

export const nothingHere = (): Refusal => refuse('not-found', 'There is no such page in Inductiva Desktop.')

export const handlerBug = (): Refusal =>
  refuse('internal', 'Something went wrong inside Inductiva Desktop. Nothing was lost; the log says more.')
