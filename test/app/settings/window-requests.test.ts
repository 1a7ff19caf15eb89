import { beforeEach, describe, expect, it } from 'vitest'
import type { WindowRequest } from '../../../app/contract/window-requests.ts'
import { createWindowRequests, type WindowRequests } from '../../../app/settings/window-requests.ts'

const openSettings: WindowRequest = { kind: 'run-command', command: 'settings' }
const sentence = (text: string): WindowRequest => ({ kind: 'say', sentence: text, isProblem: false })

let emitted: unknown[]
let reported: unknown[]
let requests: WindowRequests

beforeEach(() => {
  emitted = []
  reported = []
  requests = createWindowRequests((name, value) => void (name === 'windowRequested' ? emitted : reported).push(value))
})

const take = async (isSignedIn: boolean) => (await requests.handlers.takeWindowRequests({ isSignedIn })).requests

describe('requests of the window', () => {
  it('wait for a page, and go there once', async () => {
    requests.ask(openSettings)
    expect(emitted).toEqual([])
    expect(await take(true)).toEqual([openSettings])
    expect(await take(true)).toEqual([])
  })

  it('go to the page at once when it stands', async () => {
    await take(true)
    requests.ask(openSettings)
    expect(emitted).toEqual([openSettings])
  })

  it('wait for somebody to sign in, except for sentences', async () => {
    requests.ask(openSettings)
    requests.ask(sentence('Sign in first.'))
    expect(await take(false)).toEqual([sentence('Sign in first.')])
    requests.ask(sentence('Another.'))
    expect(emitted).toEqual([sentence('Another.')])
    expect(await take(true)).toEqual([openSettings])
  })

  it('wait again after signing out', async () => {
    await take(true)
    await take(false)
    requests.ask(openSettings)
    expect(emitted).toEqual([])
    expect(await take(true)).toEqual([openSettings])
  })

  it('wait again while the page loads anew', async () => {
    await take(true)
    requests.pageGone()
    requests.ask(openSettings)
    expect(emitted).toEqual([])
    expect(await take(true)).toEqual([openSettings])
  })

  it('are forgotten, oldest first, when too many wait', async () => {
    for (let n = 1; n <= 12; n++) requests.ask(sentence(String(n)))
    expect(await take(true)).toEqual(Array.from({ length: 10 }, (_, i) => sentence(String(i + 3))))
  })
})

describe('the commands of the page', () => {
  it('are told on as it reports them, and are none when it is gone', async () => {
    await requests.handlers.reportCommands({ available: ['search', 'kill'] })
    requests.pageGone()
    expect(reported).toEqual([{ available: ['search', 'kill'] }, { available: [] }])
  })
})
