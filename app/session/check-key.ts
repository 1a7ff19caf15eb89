import type { Profile, Session } from '../contract/session.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import type { CurrentSession } from './current-session.ts'
import type { VerifyKey } from './ports.ts'
import { refreshedProfile } from './profiles.ts'
import type { SessionMemory } from './session-memory.ts'

type CheckPorts = {
  readonly verifyKey: VerifyKey
  readonly log: Log
  readonly current: CurrentSession
  readonly memory: SessionMemory
}

/** Asks the service whose key it is by now. Never fails for what the service answers, or does not. */
export async function checkKey(ports: CheckPorts, signal: AbortSignal): Promise<Session> {
  const { verifyKey, current, memory } = ports
  const { account, session } = current
  if (!account || session.state !== 'signed-in') return session
  try {
    const user = await verifyKey({ baseUrl: account.profile.baseUrl, key: account.key }, signal)
    const profile = refreshedProfile(account.profile, user)
    return await current.renew({ ...account, profile }, await memory.whyKeyStays())
  } catch (error) {
    return reportCheck(ports, error, account.profile)
  }
}

/** Only a refused key needs the person. Without network everything known stays usable, and the mirror says so. */
function reportCheck({ log, current }: CheckPorts, error: unknown, profile: Profile): Session {
  if (error instanceof AppError && error.code === 'key-refused') {
    return current.announce({ state: 'signed-in', profile, attention: failureOf(error) })
  }
  log.info('The key could not be checked now', { reason: String(error) })
  return current.session
}
