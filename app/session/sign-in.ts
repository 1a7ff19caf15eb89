import type { Session } from '../contract/session.ts'
import type { Log } from '../domain/log.ts'
import { KeyRefused } from '../domain/service-errors.ts'
import type { CurrentSession } from './current-session.ts'
import type { StartSample, VerifyKey } from './ports.ts'
import { accountProfile, sampleProfile } from './profiles.ts'
import { NewKeyRefused, SampleUnavailable } from './session-errors.ts'
import type { SessionMemory } from './session-memory.ts'

export type SignInPorts = {
  readonly verifyKey: VerifyKey
  readonly startSample: StartSample | null
  readonly log: Log
  readonly hideKey: (key: string) => void
  readonly current: CurrentSession
  readonly memory: SessionMemory
}

/** Nobody is signed out for a key that is refused, and no key is kept whose account cannot be entered. */
export async function signInWithKey(
  { verifyKey, hideKey, current, memory }: SignInPorts,
  address: { readonly key: string; readonly baseUrl: string },
  signal: AbortSignal,
): Promise<Session> {
  const { key, baseUrl } = address
  hideKey(key)
  const user = await verifyKey({ baseUrl, key }, signal).catch(sayNothingWasSaved)
  signal.throwIfAborted()
  const profile = accountProfile(user, baseUrl)
  await leaveFor(profile.id, current, memory)
  const keptProfile = await (await memory.keys()).keep(profile, key)
  try {
    signal.throwIfAborted() // a keychain that asks for its password takes its time
    return await current.enter({ profile: keptProfile, key })
  } catch (error) {
    await memory.forgetKey(keptProfile) // nobody would ever find it there
    throw error
  }
}

export async function signInToSample(ports: SignInPorts, signal: AbortSignal): Promise<Session> {
  const { baseUrl, key } = await sampleAddress(ports)
  const user = await ports.verifyKey({ baseUrl, key }, signal)
  signal.throwIfAborted()
  await leaveFor('sample', ports.current, ports.memory)
  return ports.current.enter({ profile: sampleProfile(user, baseUrl), key })
}

async function sampleAddress({ startSample, log }: SignInPorts): ReturnType<StartSample> {
  if (!startSample) throw new SampleUnavailable('There is no sample service here')
  return startSample().catch((error: unknown) => {
    log.error('The sample service did not start', error)
    throw new SampleUnavailable('The sample service did not start', { cause: error })
  })
}

/** Takes the account before down. Its key goes too, unless the next session is of the same account. */
async function leaveFor(nextProfileId: string, current: CurrentSession, memory: SessionMemory): Promise<void> {
  const before = current.account?.profile
  if (!before) return
  await current.leave()
  if (before.id !== nextProfileId) await memory.forgetKey(before)
}

function sayNothingWasSaved(error: unknown): never {
  throw error instanceof KeyRefused ? new NewKeyRefused(error) : error
}
