import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectFolder } from '../../build/entries.ts'

/** Who may run something while packages are installed. Each is a program of others that runs with the person's rights. */
const allowed = ['node_modules/electron-winstaller'] // electron-builder asks for it; nothing here starts it

it('lets no package run a script at installation that nobody has looked at', () => {
  const lock = JSON.parse(readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>
  }
  const scripted = Object.entries(lock.packages).flatMap(([place, { hasInstallScript }]) =>
    hasInstallScript ? [place] : [],
  )
  expect(scripted.filter(place => !allowed.includes(place))).toEqual([])
})
