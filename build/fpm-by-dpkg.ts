#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { controlFile, readFpmArguments, type FpmOrder } from './fpm-order.ts'

// Builds a Debian package as fpm would for electron-builder, which runs this instead of it (CUSTOM_FPM_PATH).
const order = readFpmArguments(process.argv.slice(2))
const folder = mkdtempSync(path.join(tmpdir(), 'inductiva-deb-'))
try {
  chmodSync(folder, 0o755) // it becomes the root folder of whoever installs the package
  for (const { from, to } of order.inputs) copyInto(from, path.join(folder, to))
  writeControl(order)
  const compression = `-Z${order.compression}`
  run('dpkg-deb', ['--root-owner-group', compression, '--build', folder, order.packageFile])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function copyInto(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
}

function writeControl({ afterInstall, afterRemove, ...rest }: FpmOrder): void {
  const control = path.join(folder, 'DEBIAN')
  const installedKiB = Number(run('du', ['-sk', folder]).split('\t')[0])
  mkdirSync(control)
  writeFileSync(path.join(control, 'control'), controlFile(rest, installedKiB))
  for (const [name, from] of Object.entries({ postinst: afterInstall, postrm: afterRemove })) {
    cpSync(from, path.join(control, name))
    chmodSync(path.join(control, name), 0o755)
  }
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  return stdout
}
