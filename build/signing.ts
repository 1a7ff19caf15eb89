/**
 * What packages of a system are signed with, by the variables that electron-builder reads. Linux knows no such signature:
 * an AppImage is held against the checksum of its feed alone, deb and rpm are left to their package managers.
 */
const neededFor: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  win32: ['CSC_LINK', 'CSC_KEY_PASSWORD'],
}

export type Signing =
  | { readonly kind: 'signed' | 'never-signed' } // never: nothing on this system is
  /** These do not look for updates: nothing would prove that what comes is from us. */
  | { readonly kind: 'unsigned'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }

type Facts = {
  readonly platform: NodeJS.Platform
  readonly environment: NodeJS.ProcessEnv
  /** Built for other people. */
  readonly isRelease: boolean
}

/** Whether packages are signed. For other people they are, unless somebody has decided otherwise. */
export function decideSigning({ platform, environment, isRelease }: Facts): Signing {
  const needed = neededFor[platform]
  if (needed === undefined) return { kind: 'never-signed' }
  const missing = needed.filter(name => !environment[name])
  if (missing.length === 0) return { kind: 'signed' }
  const lack = `Nothing to sign with: ${missing.join(', ')} not set.`
  if (!isRelease || environment['ALLOW_UNSIGNED'] === 'true') {
    return { kind: 'unsigned', sentence: `${lack} The packages are not signed, and do not look for updates.` }
  }
  return {
    kind: 'refused',
    sentence: `${lack} Set them, or ALLOW_UNSIGNED=true for packages that are not signed and do not look for updates.`,
  }
}
