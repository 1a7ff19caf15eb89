import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../build/entries.ts'

const document = read('docs/security.md')
const rows = document.split('\n').filter(line => line.startsWith('|'))
const checklist = rows.filter(row => /^\| \d/.test(row))
const findings = rows.filter(row => /^\| [A-Z_]+( \(\w+\))? +\|/.test(row))

/** Files, each with a piece of text that must be in it: `path`: "text", or in cells of their own. */
function quotesIn(row: string): readonly (readonly [file: string, text: string])[] {
  const quotes = [...row.matchAll(/`([\w./-]+)`(?::| +\|) "((?:\\.|[^"\\])*)"/g)]
  return quotes.map(([, file = '', text = '']) => [file, text.replace(/\\"/g, '"')] as const)
}

function read(file: string): string {
  return readFileSync(path.join(projectFolder, file), 'utf8')
}

const isStillThere = (file: string, text: string) =>
  existsSync(path.join(projectFolder, file)) && read(file).includes(text)

describe('docs/security.md', () => {
  it('goes through all twenty items of the checklist, each with a line of code and a test', () => {
    expect(checklist.map(row => Number(row.split('|')[1]))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    for (const row of checklist) {
      const [code, test] = quotesIn(row)
      expect(code?.[0], row).toMatch(/^(app\/|package\.json|electron-builder\.yml)/)
      expect(test?.[0], row).toMatch(/^test\/.+\.(test|spec)\.ts$/)
    }
  })

  it('names a line for every finding of Electronegativity', () => {
    expect(findings.length).toBeGreaterThanOrEqual(9)
    for (const row of findings) expect(quotesIn(row), row).toHaveLength(1)
  })

  it.each([...checklist, ...findings].flatMap(quotesIn))('is right about %s: %s', (file, text) => {
    expect(isStillThere(file, text)).toBe(true)
  })

  it('is about the Electron that is installed', () => {
    const { version } = JSON.parse(read('node_modules/electron/package.json')) as { readonly version: string }
    expect(version.startsWith('45.')).toBe(true)
  })
})
