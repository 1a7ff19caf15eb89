import { describe, expect, it } from 'vitest'
import { leftToFetch } from '../../../../renderer/features/transfers/left-to-fetch.ts'
import { transfer } from './transfer-example.ts'

describe('leftToFetch', () => {
  const some = { fetchedBytes: 200, fetchBytes: 1000 }
  it.each([
    [transfer({ ...some, state: 'paused' }), 800],
    [transfer({ ...some, state: 'failed' }), 800],
    [transfer({ ...some, state: 'queued' }), 800],
    [transfer({ ...some, state: 'cancelled' }), 800],
    [transfer({ ...some, state: 'cancelled', kind: 'archive' }), 1000],
    [transfer({ ...some, state: 'running' }), null],
    [transfer({ ...some, state: 'done' }), null],
    [transfer({ state: 'queued', fetchedBytes: 0, fetchBytes: null }), null],
    [transfer({ state: 'failed', fetchedBytes: 1000, fetchBytes: 1000 }), null],
  ])('of %o is %s', (given, bytes) => expect(leftToFetch(given)).toBe(bytes))
})
