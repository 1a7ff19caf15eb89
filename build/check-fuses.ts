import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

const { ENABLE, DISABLE } = FuseState

/** What electron-builder.yml sets. Whatever is not named here stays as Electron has it. */
const expected = {
  RunAsNode: DISABLE,
  EnableCookieEncryption: ENABLE,
  EnableNodeOptionsEnvironmentVariable: DISABLE,
  EnableNodeCliInspectArguments: DISABLE,
  EnableEmbeddedAsarIntegrityValidation: ENABLE,
  OnlyLoadAppFromAsar: ENABLE,
  GrantFileProtocolExtraPrivileges: DISABLE,
} as const

/** Reads the fuses back from every program that was packed, and fails where one is not as it should be. */
export async function checkFuses(output: string): Promise<void> {
  const programs = (await readdir(output)).flatMap(folder => programIn(output, folder))
  if (programs.length === 0) throw new Error(`Found no packed program in ${output}`)
  for (const program of programs) await checkProgram(program)
}

function programIn(output: string, folder: string): readonly string[] {
  if (/^linux.*-unpacked$/.test(folder)) return [path.join(output, folder, 'inductiva-desktop')]
  if (/^win.*-unpacked$/.test(folder)) return [path.join(output, folder, 'Inductiva Desktop.exe')]
  return /^mac/.test(folder) ? [path.join(output, folder, 'Inductiva Desktop.app')] : []
}

async function checkProgram(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program)
  for (const [name, state] of Object.entries(expected)) {
    const found = wire[FuseV1Options[name as keyof typeof expected]]
    if (found !== state) throw new Error(`Fuse ${name} of ${program} is ${found}, not ${state}`)
  }
}
