import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { sessionSchema, type Session } from '../../../app/contract/session.ts'
import { AppError } from '../../../app/domain/app-error.ts'
import { KeyRefused, ServiceUnreachable } from '../../../app/domain/service-errors.ts'
import type { ActiveAccount, StartSample, VerifyKey } from '../../../app/session/ports.ts'
import { createSessionHandlers } from '../../../app/session/session-handlers.ts'
import { createSessionService } from '../../../app/session/session-service.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { FakeKeychain, FakeLocalKeys, FakeProfileStore } from '../../fakes/session-ports.ts'

const baseUrl = 'https://api.example.com'
const goodKey = 'good.key-1'

/** One computer: what lies on it outlasts the app, which `start` starts anew. */
function computer() {
  const keychain = new FakeKeychain()
  const localKeys = new FakeLocalKeys()
  const accounts = new FakeProfileStore()
  const { log, lines } = recordingLog()
  const world = {
    isOnline: true,
    validKeys: new Map([[goodKey, 'ana']]),
    checked: [] as string[],
    failToEnter: false,
    isSlow: false,
  }
  const verifyKey: VerifyKey = async ({ key }, signal) => {
    world.checked.push(key)
    if (world.isSlow && signal) await once(signal, 'abort')
    signal?.throwIfAborted()
    if (!world.isOnline) return Promise.reject(new ServiceUnreachable({ details: 'offline' }))
    const username = world.validKeys.get(key)
    if (!username) return Promise.reject(new KeyRefused({ details: 'GET /users/info answered 401' }))
    return Promise.resolve({ username, name: null, email: null, plan: 'individual', creditsUsd: 5 })
  }
  const startSample: StartSample = () => {
    world.validKeys.set('sample.key', 'sam')
    return Promise.resolve({ baseUrl: 'http://127.0.0.1:4000', key: 'sample.key' })
  }
  const start = (options: { hasSample?: boolean } = {}) => {
    const announced: Session[] = []
    const entered: (ActiveAccount | null)[] = []
    const hidden: string[] = []
    const session = createSessionService({
      keychain,
      localKeys,
      accounts,
      verifyKey,
      startSample: options.hasSample === false ? null : startSample,
      emit: (_name, value) => announced.push(value),
      log,
      hideKey: key => hidden.push(key),
    })
    session.onAccountChange(account => {
      entered.push(account)
      return account && world.failToEnter ? Promise.reject(new DatabaseIsNewer('newer')) : Promise.resolve()
    })
    return { session, announced, entered, hidden }
  }
  return { keychain, localKeys, accounts, lines, world, start }
}

class DatabaseIsNewer extends AppError {
  readonly code = 'database-newer'
  readonly userMessage = 'Please update the app.'
}

describe('signing in', () => {
  it('checks the key with one call, keeps it in the keychain, and brings the account up', async () => {
    const { world, keychain, accounts, start } = computer()
    const { session, entered } = start()
    const result = await session.signIn({ key: ` ${goodKey}\n`, baseUrl: `${baseUrl}/` })
    expect(result).toMatchObject({
      state: 'signed-in',
      attention: null,
      profile: {
        kind: 'account',
        username: 'ana',
        baseUrl,
        keyStorage: 'keychain',
        keyStorageNote: null,
        creditsUsd: 5,
      },
    })
    expect(sessionSchema.parse(result)).toEqual(session.get())
    expect(world.checked).toEqual([goodKey])
    expect([...keychain.keys.values()]).toEqual([goodKey])
    expect(entered).toEqual([expect.objectContaining({ key: goodKey })])
    expect(accounts.stored).toMatchObject({ isSignedIn: true, baseUrl })
  })

  it('never lets the key out: not in the session, not in what is stored, not in the log', async () => {
    const { lines, accounts, start } = computer()
    const { session, announced } = start()
    await session.signIn({ key: goodKey, baseUrl })
    await session.signOut()
    expect(JSON.stringify([announced, accounts.stored, lines])).not.toContain(goodKey)
  })

  it('does not store a refused key', async () => {
    const { keychain, accounts, start } = computer()
    const { session, entered } = start()
    await expect(session.signIn({ key: 'wrong', baseUrl })).rejects.toMatchObject({
      code: 'key-refused',
      userMessage: expect.stringContaining('Nothing was saved.') as string,
    })
    expect(session.get().state).toBe('signed-out')
    expect([keychain.keys.size, accounts.stored, entered]).toEqual([0, null, []])
  })

  it.each([
    { key: 'two words', address: baseUrl, code: 'key-malformed' },
    { key: goodKey, address: 'ftp://example.com', code: 'address-malformed' },
  ])('sends nothing for a request that is $code', async ({ key, address, code }) => {
    const { world, start } = computer()
    await expect(start().session.signIn({ key, baseUrl: address })).rejects.toMatchObject({ code })
    expect(world.checked).toEqual([])
  })

  it('keeps the key in memory and says why where the keychain cannot', async () => {
    const { keychain, start } = computer()
    keychain.lockedBecause = 'The keychain is locked.'
    const result = await start().session.signIn({ key: goodKey, baseUrl })
    expect(result).toMatchObject({ profile: { keyStorage: 'memory', keyStorageNote: 'The keychain is locked.' } })
  })

  it('forgets the key again when the account cannot be brought up', async () => {
    const { keychain, world, start } = computer()
    world.failToEnter = true
    const { session, entered } = start()
    await expect(session.signIn({ key: goodKey, baseUrl })).rejects.toMatchObject({ code: 'database-newer' })
    expect(session.get().state).toBe('signed-out')
    expect(keychain.keys.size).toBe(0)
    expect(entered.at(-1)).toBeNull()
  })

  it('takes the account before down and forgets its key', async () => {
    const { keychain, world, start } = computer()
    world.validKeys.set('bob.key', 'bob')
    const { session, entered } = start()
    await session.signIn({ key: goodKey, baseUrl })
    await session.signIn({ key: 'bob.key', baseUrl })
    expect([...keychain.keys.values()]).toEqual(['bob.key'])
    expect(entered.map(account => account?.profile.username ?? null)).toEqual(['ana', null, 'bob'])
  })

  it('gives the same person at two services two profiles, and the same profile for a new key', async () => {
    const { world, start } = computer()
    world.validKeys.set('second.key', 'ana')
    const { session } = start()
    const ids = []
    for (const request of [
      { key: goodKey, baseUrl },
      { key: 'second.key', baseUrl },
      { key: goodKey, baseUrl: 'https://other.example.com' },
    ]) {
      const result = await session.signIn(request)
      ids.push(result.state === 'signed-in' ? result.profile.id : null)
    }
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[0])
  })
})

describe('signing in with a key of this computer', () => {
  it('offers where keys are, never the keys', async () => {
    const { localKeys, start } = computer()
    localKeys.keys = [{ source: 'file', location: '/home/ana/.inductiva/api_key', key: goodKey }]
    const handlers = createSessionHandlers(start().session)
    expect(await handlers.findLocalKeys({})).toEqual({
      keys: [{ source: 'file', location: '/home/ana/.inductiva/api_key' }],
    })
  })

  it('uses the chosen one', async () => {
    const { localKeys, world, start } = computer()
    localKeys.keys = [
      { source: 'environment', location: 'INDUCTIVA_API_KEY', key: 'other' },
      { source: 'file', location: 'api_key', key: goodKey },
    ]
    const result = await start().session.signInWithLocalKey({ source: 'file', baseUrl })
    expect(result.state).toBe('signed-in')
    expect(world.checked).toEqual([goodKey])
  })

  it('says so when it is gone by then', async () => {
    const { start } = computer()
    const work = start().session.signInWithLocalKey({ source: 'file', baseUrl })
    await expect(work).rejects.toMatchObject({ code: 'key-not-found' })
  })
})

describe('restoring', () => {
  it('signs in again without network', async () => {
    const { world, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    world.isOnline = false
    const { session, entered } = start()
    expect(await session.restore()).toMatchObject({ state: 'signed-in', attention: null, profile: { username: 'ana' } })
    expect(entered).toEqual([expect.objectContaining({ key: goodKey })])
    expect(await session.checkAgain()).toMatchObject({ state: 'signed-in', attention: null })
  })

  it('asks for attention when the service refuses the key by now, and keeps the account readable', async () => {
    const { world, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    world.validKeys.clear()
    const { session, announced } = start()
    await session.restore()
    await expect.poll(() => announced.at(-1)).toMatchObject({ state: 'signed-in', attention: { code: 'key-refused' } })
  })

  it('brings credits up to date in the background', async () => {
    const { accounts, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    const stored = accounts.stored!
    accounts.stored = { ...stored, profile: { ...stored.profile!, creditsUsd: 0 } }
    const { session, announced } = start()
    expect(await session.restore()).toMatchObject({ profile: { creditsUsd: 0 } })
    await expect.poll(() => announced.at(-1)).toMatchObject({ profile: { creditsUsd: 5 } })
  })

  it.each([
    { name: 'gone', prepare: (keychain: FakeKeychain) => keychain.keys.clear(), says: /no longer has the key/ },
    {
      name: 'locked',
      prepare: (keychain: FakeKeychain) => (keychain.lockedBecause = 'The keychain is locked.'),
      says: /The keychain is locked\. Try again, or sign in again as ana/,
    },
  ])('says why when the key is $name, and offers the same address', async ({ prepare, says }) => {
    const { keychain, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    prepare(keychain)
    const result = await start().session.restore()
    expect(result).toMatchObject({ state: 'signed-out', baseUrl, reason: { code: 'key-not-found' } })
    expect(result.state === 'signed-out' && result.reason?.message).toMatch(says)
  })

  it('takes nothing for a key that cannot be one, and sends it nowhere', async () => {
    const { keychain, world, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    for (const profileId of keychain.keys.keys()) keychain.keys.set(profileId, 'not a key\r\nX-Other: 1')
    const result = await start().session.restore()
    expect(result.state === 'signed-out' && result.reason?.message).toMatch(/something else in place of the key/)
    expect(world.checked).toEqual([goodKey])
  })

  it('comes back when it is tried again once the keychain is unlocked', async () => {
    const { keychain, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    keychain.lockedBecause = 'The keychain is locked.'
    const { session } = start()
    expect(await session.restore()).toMatchObject({ reason: { remedy: 'retry' } })
    expect(await session.retry()).toMatchObject({ state: 'signed-out', reason: { remedy: 'retry' } })
    keychain.lockedBecause = null
    expect(await session.retry()).toMatchObject({ state: 'signed-in', profile: { username: 'ana' } })
  })

  it('explains that a key kept in memory is gone', async () => {
    const { keychain, start } = computer()
    keychain.lockedBecause = 'No keychain.'
    await start().session.signIn({ key: goodKey, baseUrl })
    const result = await start().session.restore()
    expect(result.state === 'signed-out' && result.reason?.message).toMatch(/kept in memory only/)
  })

  it('reports what keeps the account from coming up', async () => {
    const { world, start } = computer()
    await start().session.signIn({ key: goodKey, baseUrl })
    world.failToEnter = true
    const { session, entered } = start()
    expect(await session.restore()).toMatchObject({ state: 'signed-out', reason: { code: 'database-newer' } })
    expect(entered.at(-1)).toBeNull()
  })

  it('stays signed out after signing out', async () => {
    const { start } = computer()
    const first = start()
    await first.session.signIn({ key: goodKey, baseUrl })
    await first.session.signOut()
    expect(await start().session.restore()).toEqual({ state: 'signed-out', baseUrl, reason: null })
  })

  it('offers the address of the environment on a new computer', async () => {
    const { localKeys, start } = computer()
    localKeys.baseUrl = 'https://inductiva.intern'
    expect(await start().session.restore()).toMatchObject({ state: 'signed-out', baseUrl: 'https://inductiva.intern' })
  })
})

describe('signing out', () => {
  it('takes the account down and forgets the key', async () => {
    const { keychain, start } = computer()
    const { session, entered } = start()
    await session.signIn({ key: goodKey, baseUrl })
    expect(await session.signOut()).toMatchObject({ state: 'signed-out', reason: null })
    expect(keychain.keys.size).toBe(0)
    expect(entered.at(-1)).toBeNull()
    expect(await session.signOut()).toMatchObject({ state: 'signed-out' })
  })

  it('never overtakes a sign-in that began before it', async () => {
    const { start } = computer()
    const { session } = start()
    const signingIn = session.signIn({ key: goodKey, baseUrl })
    const signingOut = session.signOut()
    expect((await signingIn).state).toBe('signed-in')
    expect((await signingOut).state).toBe('signed-out')
  })
})

describe('a keychain that is locked in the middle of a session', () => {
  it('takes nothing from the running session, and says after signing out that the key is still there', async () => {
    const { keychain, world, start } = computer()
    const { session } = start()
    await session.signIn({ key: goodKey, baseUrl })
    keychain.lockedBecause = 'The keychain is locked.'
    expect(await session.checkAgain()).toMatchObject({ state: 'signed-in', attention: null })
    expect(world.checked).toEqual([goodKey, goodKey])
    const result = await session.signOut()
    expect(result).toMatchObject({ state: 'signed-out', reason: { code: 'key-stays', remedy: 'retry' } })
    expect(result.state === 'signed-out' && result.reason?.message).toMatch(/still in the keychain.*keychain is locked/)
    keychain.lockedBecause = null
    expect(await session.retry()).toMatchObject({ state: 'signed-out', reason: null })
    expect(keychain.keys.size).toBe(0)
  })

  it('is remembered over a restart: the key goes as soon as it can', async () => {
    const { keychain, accounts, start } = computer()
    const first = start()
    await first.session.signIn({ key: goodKey, baseUrl })
    keychain.lockedBecause = 'The keychain is locked.'
    await first.session.signOut()
    expect(await start().session.restore()).toMatchObject({ state: 'signed-out', reason: { code: 'key-stays' } })
    keychain.lockedBecause = null
    expect(await start().session.restore()).toMatchObject({ state: 'signed-out', reason: null })
    expect(keychain.keys.size).toBe(0)
    expect(accounts.stored?.keysLeftBehind).toEqual([])
  })

  it('is told to whoever signs in next, until the key of the one before is gone', async () => {
    const { keychain, world, start } = computer()
    world.validKeys.set('bob.key', 'bob')
    const { session } = start()
    await session.signIn({ key: goodKey, baseUrl })
    keychain.lockedBecause = 'The keychain is locked.'
    expect(await session.signIn({ key: 'bob.key', baseUrl })).toMatchObject({ attention: { code: 'key-stays' } })
    expect(await session.checkAgain()).toMatchObject({ attention: { code: 'key-stays' } })
    keychain.lockedBecause = null
    expect(await session.retry()).toMatchObject({ attention: null, profile: { keyStorage: 'keychain' } })
    expect([...keychain.keys.values()]).toEqual(['bob.key'])
  })

  it('is tried again for whoever is signed in by then, with nobody else’s key', async () => {
    const { accounts, world, start } = computer()
    world.validKeys.set('bob.key', 'bob')
    await start().session.signIn({ key: goodKey, baseUrl })
    accounts.stored = { ...accounts.stored!, keysLeftBehind: ['somebody'] }
    const { session } = start()
    await Promise.all([session.restore(), session.signIn({ key: 'bob.key', baseUrl })])
    expect(await session.checkAgain()).toMatchObject({ profile: { username: 'bob' } })
    expect(world.checked.at(-1)).toBe('bob.key')
  })

  it('keeps a key that is the right one again', async () => {
    const { keychain, start } = computer()
    const { session } = start()
    await session.signIn({ key: goodKey, baseUrl })
    keychain.lockedBecause = 'The keychain is locked.'
    await session.signOut()
    keychain.lockedBecause = null
    expect(await session.signIn({ key: goodKey, baseUrl })).toMatchObject({ attention: null })
    expect(await session.retry()).toMatchObject({ state: 'signed-in' })
    expect([...keychain.keys.values()]).toEqual([goodKey])
  })

  it('keeps a key of memory once it is tried again, over the next start', async () => {
    const { keychain, start } = computer()
    keychain.lockedBecause = 'The keychain is locked.'
    const { session } = start()
    await session.signIn({ key: goodKey, baseUrl })
    expect(await session.retry()).toMatchObject({ profile: { keyStorage: 'memory' } })
    keychain.lockedBecause = null
    expect(await session.retry()).toMatchObject({ profile: { keyStorage: 'keychain', keyStorageNote: null } })
    expect(await start().session.restore()).toMatchObject({ state: 'signed-in' })
  })
})

describe('a sign-in that is cancelled', () => {
  it('answers as if it had not been tried, and keeps nothing', async () => {
    const { world, keychain, accounts, start } = computer()
    world.isSlow = true
    const { session, entered } = start()
    const signingIn = session.signIn({ key: goodKey, baseUrl })
    await expect.poll(() => world.checked).toEqual([goodKey])
    expect(session.cancelSignIn()).toMatchObject({ state: 'signed-out' })
    expect(await signingIn).toEqual({ state: 'signed-out', baseUrl: 'https://api.inductiva.ai', reason: null })
    expect([keychain.keys.size, accounts.stored, entered]).toEqual([0, null, []])
  })

  it('forgets the key again that was being kept meanwhile', async () => {
    const { keychain, start } = computer()
    const { session, entered } = start()
    const keep = keychain.keep.bind(keychain)
    keychain.keep = (...order) => {
      session.cancelSignIn()
      return keep(...order)
    }
    expect(await session.signIn({ key: goodKey, baseUrl })).toMatchObject({ state: 'signed-out' })
    expect([keychain.keys.size, entered]).toEqual([0, []])
  })

  it('makes room for the next one at once', async () => {
    const { world, start } = computer()
    world.isSlow = true
    const { session } = start()
    const first = session.signIn({ key: goodKey, baseUrl })
    await expect.poll(() => world.checked).toHaveLength(1)
    session.cancelSignIn()
    world.isSlow = false
    expect(await session.signIn({ key: goodKey, baseUrl })).toMatchObject({ state: 'signed-in' })
    expect(await first).toMatchObject({ state: 'signed-out' })
    expect(session.cancelSignIn()).toMatchObject({ state: 'signed-in' })
  })

  it('does not hold the end of the app', async () => {
    const { world, start } = computer()
    world.isSlow = true
    const { session } = start()
    const signingIn = session.signIn({ key: goodKey, baseUrl })
    await expect.poll(() => world.checked).toHaveLength(1)
    await session.dispose()
    expect(await signingIn).toMatchObject({ state: 'signed-out' })
  })
})

describe('an account that cannot go on', () => {
  it('is taken down with the reason, and comes back when it is tried again, without the keychain', async () => {
    const { keychain, start } = computer()
    keychain.lockedBecause = 'No keychain.'
    const { session, entered } = start()
    await session.signIn({ key: goodKey, baseUrl })
    expect(await session.fall(new DatabaseIsNewer('newer'))).toMatchObject({
      state: 'signed-out',
      reason: { code: 'database-newer' },
    })
    expect(entered.at(-1)).toBeNull()
    expect(await session.retry()).toMatchObject({ state: 'signed-in', profile: { keyStorage: 'memory' } })
    expect(entered.at(-1)).toMatchObject({ key: goodKey })
  })

  it('comes back as the sample account where it was one', async () => {
    const { session } = computer().start()
    await session.signInToSample()
    await session.fall(new DatabaseIsNewer('newer'))
    expect(await session.retry()).toMatchObject({ state: 'signed-in', profile: { kind: 'sample' } })
  })

  it('comes back at the next start', async () => {
    const { start } = computer()
    const first = start()
    await first.session.signIn({ key: goodKey, baseUrl })
    await first.session.fall(new DatabaseIsNewer('newer'))
    expect(await start().session.restore()).toMatchObject({ state: 'signed-in' })
  })
})

it('has every key hidden from the log before it is used', async () => {
  const { localKeys, start } = computer()
  const first = start()
  await expect(first.session.signIn({ key: 'wrong.key', baseUrl })).rejects.toThrow()
  localKeys.keys = [{ source: 'file', location: 'api_key', key: goodKey }]
  await first.session.signInWithLocalKey({ source: 'file', baseUrl })
  expect(first.hidden).toEqual(['wrong.key', goodKey])
  const second = start()
  await second.session.restore()
  expect(second.hidden).toEqual([goodKey])
})

describe('the sample account', () => {
  it('has a fixed profile and keeps no key', async () => {
    const { keychain, accounts, start } = computer()
    const result = await start().session.signInToSample()
    expect(result).toMatchObject({ profile: { id: 'sample', kind: 'sample', keyStorage: 'none' } })
    expect(keychain.keys.size).toBe(0)
    expect(accounts.stored).toBeNull()
  })

  it('is not remembered: the next start is on the account of the person', async () => {
    const { start, world } = computer()
    world.validKeys.set('key-1', 'ana')
    await start().session.signIn({ key: 'key-1', baseUrl: 'https://api.inductiva.ai' })
    await start().session.signInToSample()
    expect(await start().session.restore()).toMatchObject({ state: 'signed-in', profile: { username: 'ana' } })
  })

  it('leaves the first screen as it is where nobody has signed in yet', async () => {
    const { start } = computer()
    await start().session.signInToSample()
    expect(await start().session.restore()).toMatchObject({ state: 'signed-out', reason: null })
  })

  it('is refused with a sentence where it is not available', async () => {
    const { session } = computer().start({ hasSample: false })
    await expect(session.signInToSample()).rejects.toMatchObject({ code: 'unsupported-here' })
  })
})
