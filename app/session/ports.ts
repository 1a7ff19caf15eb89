import type { LocalKeySource, Profile } from '../contract/session.ts'

/** The operating system's keychain. Keys are filed under the profile's id. */
export interface Keychain {
  read(profileId: string): Promise<KeychainRead>
  keep(profileId: string, key: string): Promise<KeychainKeep>
  /** Idempotent. Answers why where the key could not be removed. */
  forget(profileId: string): Promise<KeychainForget>
  /** Whoever still waits for an answer gets one: that there is none. */
  close(): void
}
export type KeychainRead =
  | { readonly state: 'found'; readonly key: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unavailable'; readonly reason: string } // a sentence for people
export type KeychainKeep = { readonly isKept: true } | { readonly isKept: false; readonly reason: string }
export type KeychainForget = { readonly isGone: true } | { readonly isGone: false; readonly reason: string }

/** Keys that other programs have left on this computer. Only ever read. */
export interface LocalKeys {
  find(): Promise<readonly LocalKey[]>
  /** The address of a private deployment, where the environment names one. */
  suggestedBaseUrl(): string | null
}
export type LocalKey = { readonly source: LocalKeySource; readonly location: string; readonly key: string }

/** What is remembered of the last session: never a key. */
export type StoredSession = {
  readonly baseUrl: string
  readonly profile: Profile | null // the account used last; null when there was none
  readonly isSignedIn: boolean // false after signing out
  readonly keysLeftBehind: readonly string[] // ids of profiles whose key could not be removed from the keychain yet
}

/** Keeps the last session over restarts. */
export interface ProfileStore {
  load(): Promise<StoredSession | null>
  save(session: StoredSession): Promise<void>
}

/** The account a key belongs to, as the service tells. */
export type VerifiedUser = Pick<Profile, 'username' | 'name' | 'email' | 'plan' | 'creditsUsd'>

/** Asks the service whose key it is, with one call. Fails with the errors of `domain/service-errors.ts`. */
export type VerifyKey = (
  address: { readonly baseUrl: string; readonly key: string },
  signal?: AbortSignal,
) => Promise<VerifiedUser>

/** Starts the embedded sample service where it is not running yet. */
export type StartSample = () => Promise<{ readonly baseUrl: string; readonly key: string }>

/** What the services of a signed-in account are built from. The key stays inside the core. */
export type ActiveAccount = { readonly profile: Profile; readonly key: string }

/** Builds the services of an account, or takes them down for null. A failure keeps the account from being used. */
export type AccountListener = (account: ActiveAccount | null) => Promise<void>
