import { useState } from 'react'
import type { Session } from '../../../app/contract/session.ts'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { useSession } from './session-context.tsx'

/** The three ways in. */
export type Way = 'key' | 'local' | 'sample'

export type SigningIn = {
  readonly enter: (way: Way, signIn: () => Promise<Session>) => void
  readonly isBusy: (way: Way) => boolean
  readonly isAnyBusy: boolean
  /** Why a way did not work, shown where it was tried. */
  readonly problemOf: (way: Way) => Problem | null
}

/** Tries one way in at a time, and keeps the failure with the way that was tried. */
export function useSignIn(): SigningIn {
  const { accept } = useSession()
  const [way, setWay] = useState<Way | null>(null)
  const { run, isBusy, problem } = usePerform()
  return {
    enter(next, signIn) {
      setWay(next)
      run(() => signIn().then(accept))
    },
    isBusy: asked => isBusy && way === asked,
    isAnyBusy: isBusy,
    problemOf: asked => (way === asked ? problem : null),
  }
}
