import type { Session } from '../contract/session.ts'
import type { CurrentSession } from './current-session.ts'
import type { SessionMemory } from './session-memory.ts'

type RestorePorts = {
  readonly hideKey: (key: string) => void
  readonly current: CurrentSession
  readonly memory: SessionMemory
}

/** Signs in again to the account used last, without network. @throws KeyNotRestored */
export async function restoreSession({ hideKey, current, memory }: RestorePorts): Promise<Session> {
  const stored = await memory.lastSession()
  const keys = await memory.keys()
  if (!stored?.profile || !stored.isSignedIn) {
    const baseUrl = stored?.baseUrl ?? current.suggestedBaseUrl()
    await memory.forgetLeftBehind()
    return current.announce({ state: 'signed-out', baseUrl, reason: await memory.whyKeyStays() })
  }
  const { profile } = stored
  current.offer(profile.baseUrl) // again, if the key is not there
  const key = await keys.read(profile)
  hideKey(key)
  return current.enter({ profile, key })
}

/** Tries again what concerns the keychain: to take keys out and, while somebody is signed in, to keep theirs. */
export async function retryKeys({ current, memory }: Pick<RestorePorts, 'current' | 'memory'>): Promise<Session> {
  await memory.forgetLeftBehind()
  const { session, account } = current // by now: somebody else may have signed in meanwhile
  if (session.state !== 'signed-in' || !account) return session
  const isInMemory = account.profile.keyStorage === 'memory'
  const profile = isInMemory ? await (await memory.keys()).keep(account.profile, account.key) : session.profile
  const attention = session.attention?.code === 'key-stays' ? await memory.whyKeyStays() : session.attention
  return current.renew({ ...account, profile }, attention)
}
