import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { projectFolder } from './entries.ts'
import { findProgram } from './package-machine.ts'
import type { Machine } from './package-targets.ts'
import { writePlaceholderElectron } from './placeholder-electron.ts'
import type { Signing } from './signing.ts'

type ConfigOptions = {
  readonly output: string
  readonly placeholder: string | undefined
  readonly signing: Signing['kind']
  readonly environment: NodeJS.ProcessEnv
}

/** electron-builder.yml and what depends on where it is built. */
export function packageConfig({ output, placeholder, signing, environment }: ConfigOptions): Configuration {
  return {
    extends: path.join(projectFolder, 'electron-builder.yml'),
    directories: { output },
    publish: signing === 'unsigned' ? null : updateSource(environment),
    forceCodeSigning: signing === 'signed', // with a certificate that does not work there is no package
    ...sourcesOf(environment),
    ...(placeholder !== undefined && {
      electronDist: placeholder,
      executableName: 'inductiva-desktop-without-electron',
    }),
  }
}

/** Who stands behind a package, as far as that is known where it is built. */
function sourcesOf({
  GITHUB_SERVER_URL = 'https://github.com',
  GITHUB_REPOSITORY,
  PACKAGE_MAINTAINER,
}: NodeJS.ProcessEnv): Configuration {
  return {
    ...(GITHUB_REPOSITORY && { extraMetadata: { homepage: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` } }),
    ...(PACKAGE_MAINTAINER && { linux: { maintainer: PACKAGE_MAINTAINER } }),
  }
}

/** Where installed apps look for newer versions: releases of the repository that builds, or a folder on a web server. */
export function updateSource({
  GITHUB_REPOSITORY,
  UPDATE_URL,
}: NodeJS.ProcessEnv): NonNullable<Configuration['publish']> | null {
  if (UPDATE_URL) return { provider: 'generic', url: UPDATE_URL }
  const [owner, repo] = GITHUB_REPOSITORY?.split('/') ?? []
  return owner && repo ? { provider: 'github', owner, repo, releaseType: 'draft' } : null
}

/** Lets electron-builder use what the system has, where it cannot download its own. */
export function useInstalledTools({ canDownload, hasDpkgDeb, has7zip }: Machine): void {
  if (canDownload) return
  const sevenZip = findProgram('7za')
  if (has7zip && sevenZip) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= sevenZip
  if (hasDpkgDeb) process.env.CUSTOM_FPM_PATH ??= path.join(import.meta.dirname, 'fpm-by-dpkg.ts')
  // The script is started by the name of this Node, not by that of another one on this system.
  process.env.PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`
}

export async function preparePlaceholder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'electron-placeholder-'))
  await writePlaceholderElectron(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
