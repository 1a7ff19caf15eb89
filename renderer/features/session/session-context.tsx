import { createContext, useContext, type ReactNode } from 'react'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { Session } from '../../../app/contract/session.ts'
import { useMirrored, type Mirrored } from '../../bridge/use-mirrored.ts'

const SessionContext = createContext<Mirrored<Session> | null>(null)
const loadSession = (api: AppClient) => api.getSession({})

/** Keeps who is signed in current for everything below. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const session = useMirrored('sessionChanged', loadSession)
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is signed in. `value` is null until the core has told. */
export function useSession(): Mirrored<Session> {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}
