import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Calls } from '../../../app/contract/define.ts'
import { AppError } from '../../../app/domain/app-error.ts'
import { largestCallChars, serveCalls } from '../../../app/ipc/serve-calls.ts'
import { silentLog, recordingLog } from '../../fakes/logs.ts'

const calls = {
  double: { input: z.strictObject({ n: z.int() }), output: z.object({ n: z.int() }) },
} as const satisfies Calls

class Refused extends AppError {
  readonly code = 'not-found'
  readonly userMessage = 'There is no such thing.'
}

const trustEveryone = { trusts: () => true }
type Double = (input: { n: number }) => Promise<{ n: number }>
const serve = (double: Double, log = silentLog) => serveCalls(calls, { double }, { guard: trustEveryone, log })
const unreachable: Double = () => expect.unreachable('the handler must not run')

describe('serveCalls', () => {
  it('answers with what the handler returned', async () => {
    const answer = serve(({ n }) => Promise.resolve({ n: 2 * n }))
    expect(await answer('us', 'double', { n: 21 })).toEqual({ ok: true, value: { n: 42 } })
  })

  it.each([[{}], [{ n: '7' }], [{ n: 1, extra: true }], [null], [undefined], ['text'], [[1, 2]]])(
    'answers malformed input %j with a failure and never reaches the handler',
    async input => {
      expect(await serve(unreachable)('us', 'double', input)).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      })
    },
  )

  it('names the field that was wrong but not the value that came', async () => {
    const reply = await serve(unreachable)('us', 'double', { n: 'my-secret' })
    expect(JSON.stringify(reply)).toContain('n: ')
    expect(JSON.stringify(reply)).not.toContain('my-secret')
  })

  it.each(['treble', 'toString', '__proto__', 'constructor', '', 7, null, undefined, {}])(
    'answers the unknown call %j with a failure',
    async name => {
      expect(await serve(unreachable)('us', name, {})).toMatchObject({ ok: false, failure: { code: 'unknown-call' } })
    },
  )

  it('asks the guard for every single call, before anything else', async () => {
    let isTrusted = true
    const answer = serveCalls(
      calls,
      { double: ({ n }) => Promise.resolve({ n }) },
      { guard: { trusts: () => isTrusted }, log: silentLog },
    )
    expect(await answer('us', 'double', { n: 1 })).toMatchObject({ ok: true })
    isTrusted = false
    expect(await answer('us', 'double', { n: 1 })).toMatchObject({ ok: false, failure: { code: 'untrusted-sender' } })
    expect(await answer('us', 'treble', 'x')).toMatchObject({ ok: false, failure: { code: 'untrusted-sender' } })
  })

  it('answers a call of 10 MB with a failure', async () => {
    const reply = await serve(unreachable)('us', 'double', { n: 'x'.repeat(10_000_000) })
    expect(reply).toMatchObject({ ok: false, failure: { code: 'message-too-large' } })
    expect(largestCallChars).toBeLessThan(10_000_000)
  })

  it('answers an expected failure with its code, sentence, remedy and what the log says of it', async () => {
    const answer = serve(() => Promise.reject(new Refused('task 7 is not there')))
    expect(await answer('us', 'double', { n: 1 })).toEqual({
      ok: false,
      failure: {
        code: 'not-found',
        message: 'There is no such thing.',
        remedy: 'none',
        details: 'task 7 is not there',
      },
    })
  })

  it('answers a bug with one neutral sentence, and logs the bug', async () => {
    const { log, lines } = recordingLog()
    const answer = serve(() => Promise.reject(new TypeError('x is not a function at /home/ana/secret')), log)
    const reply = await answer('us', 'double', { n: 1 })
    expect(reply).toMatchObject({ ok: false, failure: { code: 'internal', details: null } })
    expect(JSON.stringify(reply)).not.toContain('secret')
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error' }))
  })

  it('treats an answer that does not fit the contract as a bug', async () => {
    const answer = serve(() => Promise.resolve({ n: 'two' as unknown as number }))
    expect(await answer('us', 'double', { n: 1 })).toMatchObject({ ok: false, failure: { code: 'internal' } })
  })

  it('sends nothing beyond the contract, whatever a handler returns', async () => {
    const answer = serve(() => Promise.resolve({ n: 1, credential: 'k' }))
    expect(await answer('us', 'double', { n: 1 })).toEqual({ ok: true, value: { n: 1 } })
  })
})
