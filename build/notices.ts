import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { distFolder, projectFolder } from './entries.ts'

/** Someone else's work that is part of the app: of its process, or of its window's bundle. */
export type ThirdParty = {
  readonly name: string
  readonly version: string
  readonly license: string // an SPDX expression
  readonly texts: readonly string[] // of its licence and notice files
}

type LockedPackage = { readonly dev?: boolean; readonly devOptional?: boolean }
type Manifest = { readonly name: string; readonly version: string; readonly license?: string }

const noticesFile = path.join(distFolder, 'notices', 'THIRD-PARTY-NOTICES.txt')
const nodeForScripts = /^node_modules\/node-(darwin|linux|win)-/
const licenseFile = /^(licen[cs]e|copying|notice)/i

export async function writeNotices(): Promise<void> {
  await mkdir(path.dirname(noticesFile), { recursive: true })
  await writeFile(noticesFile, noticesText(readThirdParties()))
}

/** Every installed package that ends up in a package of ours, by name. What is only used to build is left out. */
export function readThirdParties(folder = projectFolder): readonly ThirdParty[] {
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }
  const places = Object.entries(lock.packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional && !nodeForScripts.test(place))
    .map(([place]) => path.join(folder, place))
    .filter(place => existsSync(place)) // the native packages of other systems are not
  const parties = places.map(readThirdParty).map(party => [`${party.name}@${party.version}`, party] as const)
  return [...new Map(parties).values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

function readThirdParty(place: string): ThirdParty {
  const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8')) as Manifest
  const files = readdirSync(place, { withFileTypes: true }).filter(file => file.isFile() && licenseFile.test(file.name))
  const texts = files.map(file => readFileSync(path.join(place, file.name), 'utf8').trim())
  return { name: manifest.name, version: manifest.version, license: manifest.license ?? 'not stated', texts }
}

function noticesText(parties: readonly ThirdParty[]): string {
  const intro = `Inductiva Desktop contains the work of others: Electron and Chromium, whose licences lie beside the program, and the ${parties.length} packages below.`
  const sections = parties.map(({ name, version, license, texts }) =>
    [`${name} ${version}`, `Licence: ${license}`, ...texts].join('\n\n'),
  )
  return `${[intro, ...sections].join(`\n\n${'='.repeat(80)}\n\n`)}\n`
}
