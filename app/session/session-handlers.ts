import type { Handlers } from '../contract/define.ts'
import type { sessionCalls } from '../contract/session.ts'
import type { SessionService } from './session-service.ts'

export function createSessionHandlers(session: SessionService): Handlers<typeof sessionCalls> {
  return {
    getSession: () => Promise.resolve(session.get()),
    findLocalKeys: async () => ({ keys: [...(await session.findLocalKeys())] }),
    signIn: request => session.signIn(request),
    signInWithLocalKey: request => session.signInWithLocalKey(request),
    signInToSample: () => session.signInToSample(),
    cancelSignIn: () => Promise.resolve(session.cancelSignIn()),
    signOut: () => session.signOut(),
    retrySession: () => session.retry(),
  }
}
