import type { AccountServices } from './core-account.ts'
import { openExplained } from './core-damage.ts'
import { NotSignedIn } from './domain/not-signed-in.ts'
import type { ActiveAccount } from './session/ports.ts'
import type { SessionService } from './session/session-service.ts'

/** The services of whoever is signed in. */
export type CurrentAccount = {
  readonly ifAny: () => AccountServices | undefined
  /** @throws NotSignedIn */
  readonly current: () => AccountServices
}

/** Keeps the services of whoever is signed in, and none for nobody. */
export function followAccount(
  session: SessionService,
  open: (account: ActiveAccount) => Promise<AccountServices>,
): CurrentAccount {
  let services: AccountServices | null = null
  session.onAccountChange(async account => {
    const before = services
    services = null
    await before?.dispose()
    if (account) services = await openExplained(() => open(account))
  })
  return {
    ifAny: () => services ?? undefined,
    current() {
      if (!services) throw new NotSignedIn('No account is signed in')
      return services
    },
  }
}
