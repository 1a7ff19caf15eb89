import { z } from 'zod'

/** Stable codes to act on. The sentence for people travels beside them. */
export const errorCodeSchema = z.enum([
  // the contract itself
  'untrusted-sender',
  'unknown-call',
  'invalid-input',
  'message-too-large',
  'internal',
  'unsupported-here',
  // session
  'not-signed-in',
  'key-malformed',
  'key-refused',
  'key-not-found',
  'key-stays', // in the keychain, though it should be gone
  'address-malformed',
  'database-newer',
  'database-damaged',
  'database-busy',
  'data-folder-full',
  'data-folder-not-usable',
  'already-running',
  // the service
  'service-unreachable',
  'service-slow',
  'service-error',
  'service-busy',
  'answer-not-understood',
  'not-allowed',
  'not-found',
  // archives
  'no-outputs',
  'archive-not-zip',
  'archive-damaged',
  'archive-changed',
  'ranges-unsupported',
  'storage-refused',
  'entry-unsupported',
  'entry-damaged',
  'entry-not-text',
  // this disk
  'destination-not-writable',
  'destination-full',
  'destination-missing',
  'destination-not-a-folder',
  'file-in-the-way',
  'files-in-the-way', // a transfer asks what becomes of them
  'transfer-not-possible',
  'setting-not-possible',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** What the person can do next. */
export const remedySchema = z.enum(['retry', 'sign-in', 'choose-folder', 'decide-conflicts', 'none'])
export type Remedy = z.infer<typeof remedySchema>

/** A failure as it crosses to a window: a code, a sentence, a next step. Never a credential or a signed URL. */
export const failureSchema = z
  .strictObject({
    code: errorCodeSchema,
    message: z.string(),
    remedy: remedySchema,
    details: z.string().nullable(), // technical text for "Details"; null when there is nothing to add
  })
  .readonly()
export type Failure = z.infer<typeof failureSchema>

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** The shape of any reply, before the value is parsed by the call's own schema. */
export const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure: failureSchema }),
])
