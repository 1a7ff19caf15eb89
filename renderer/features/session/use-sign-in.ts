import { useState } from 'react'
import type { Session } from '../../../app/contract/session.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { useSession } from './session-context.tsx'

/** The three ways in, and coming back to the account used last. */
export type Way = 'key' | 'local' | 'sample' | 'again'

export type SigningIn = {
  readonly enter: (way: Way, signIn: () => Promise<Session>) => void
  /** Ends the attempt under way: the service may be slow, or not answer at all. */
  readonly cancel: () => void
  readonly isBusy: (way: Way) => boolean
  readonly isAnyBusy: boolean
  /** Why a way did not work, shown where it was tried. */
  readonly problemOf: (way: Way) => Problem | null
}

/** Tries one way in at a time, and keeps the failure with the way that was tried. */
export function useSignIn(): SigningIn {
  const { api } = useBridge()
  const { accept } = useSession()
  const [way, setWay] = useState<Way | null>(null)
  const { run, isBusy, problem } = usePerform()
  const cancelling = usePerform()
  return {
    enter(next, signIn) {
      setWay(next)
      run(() => signIn().then(accept))
    },
    cancel: () => cancelling.run(() => api.cancelSignIn({})),
    isBusy: asked => isBusy && way === asked,
    isAnyBusy: isBusy,
    problemOf: asked => (way === asked ? problem : null),
  }
}
