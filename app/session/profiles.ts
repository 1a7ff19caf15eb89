import { createHash } from 'node:crypto'
import type { Profile } from '../contract/session.ts'
import type { KeychainKeep, VerifiedUser } from './ports.ts'

/** The profile of an account, before its key is kept. The id names a folder, so it says nothing about the person. */
export function accountProfile(user: VerifiedUser, baseUrl: string): Profile {
  return {
    id: createHash('sha256').update(`${baseUrl}\n${user.username}`).digest('hex').slice(0, 24),
    kind: 'account',
    ...pickUser(user),
    baseUrl,
    keyStorage: 'memory',
    keyStorageNote: null,
  }
}

/** The sample account. Its id is fixed, although its service answers at another address after every start. */
export function sampleProfile(user: VerifiedUser, baseUrl: string): Profile {
  return { id: 'sample', kind: 'sample', ...pickUser(user), baseUrl, keyStorage: 'none', keyStorageNote: null }
}

export function withKeyStorage(profile: Profile, kept: KeychainKeep): Profile {
  if (kept.isKept) return { ...profile, keyStorage: 'keychain', keyStorageNote: null }
  return { ...profile, keyStorage: 'memory', keyStorageNote: kept.reason }
}

/** What the service says about the person by now. The id stays, for it names the folder with everything known. */
export function refreshedProfile(profile: Profile, user: VerifiedUser): Profile {
  return { ...profile, ...pickUser(user), username: profile.username }
}

function pickUser({ username, name, email, plan, creditsUsd }: VerifiedUser): VerifiedUser {
  return { username, name, email, plan, creditsUsd }
}
