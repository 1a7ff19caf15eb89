import type { UpdateLack } from '../../contract/updates.ts'

/** How this program came onto the computer, as far as it decides who updates it. */
export type Installation = {
  readonly platform: string // Node's process.platform
  readonly isPackaged: boolean
  readonly hasSource: boolean // somewhere to ask for newer versions
  readonly packageType: string | null // "deb", "rpm"… where a package manager installed it
  readonly isAppImage: boolean
  readonly isPortable: boolean // the Windows program that is not installed
}

/** Why this installation is not updated by itself; undefined where it is. */
export function lackOfUpdates(installation: Installation): UpdateLack | undefined {
  const { platform, isPackaged, hasSource, packageType, isAppImage, isPortable } = installation
  if (!isPackaged) return 'from-sources'
  if (packageType !== null) return 'package-manager'
  if (isPortable || (platform === 'linux' && !isAppImage)) return 'by-hand'
  return hasSource ? undefined : 'no-source'
}
