import { existsSync } from 'node:fs'
import path from 'node:path'
import { findElectronBinary } from './electron-binary.ts'
import type { Machine } from './package-targets.ts'

const toolsAddress = 'https://github.com/electron-userland/electron-builder-binaries'

/** Looks around once. Whether there is a way to the download server takes up to four seconds to say. */
export async function lookAtMachine({ mayDownload }: { readonly mayDownload: boolean }): Promise<Machine> {
  const canDownload = mayDownload && (await answers(toolsAddress))
  return {
    platform: process.platform,
    hasElectron: mayDownload && (canDownload || findElectronBinary({}) !== undefined),
    canDownload,
    has7zip: findProgram('7za') !== undefined,
    hasDpkgDeb: findProgram('dpkg-deb') !== undefined,
    hasRpmbuild: findProgram('rpmbuild') !== undefined,
  }
}

export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.map(folder => path.join(folder, name)).find(file => existsSync(file))
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(4_000) })).ok
  } catch {
    return false // that is the answer
  }
}
