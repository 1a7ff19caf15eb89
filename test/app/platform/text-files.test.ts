import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { textFiles } from '../../../app/platform/text-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('textFiles', () => {
  it('saves a text in a folder that it makes', async () => {
    const deep = join(folder, 'Downloads')
    const path = await textFiles.saveNew({ folder: deep, name: 'ledger.csv', text: 'São Tomé\r\n' })
    expect(path).toBe(join(deep, 'ledger.csv'))
    expect(readFileSync(path, 'utf8')).toBe('São Tomé\r\n')
  })

  it('never writes over a file: the next one gets a number', async () => {
    const save = (text: string) => textFiles.saveNew({ folder, name: 'ledger.csv', text })
    const paths = [await save('one'), await save('two'), await save('three')]
    expect(readdirSync(folder).sort()).toEqual(['ledger-2.csv', 'ledger-3.csv', 'ledger.csv'])
    expect(paths.map(path => readFileSync(path, 'utf8'))).toEqual(['one', 'two', 'three'])
  })

  it('says so when the folder cannot take a file', async () => {
    writeFileSync(join(folder, 'a file'), '')
    const request = { folder: join(folder, 'a file'), name: 'ledger.csv', text: '' }
    await expect(textFiles.saveNew(request)).rejects.toMatchObject({ code: 'destination-not-writable' })
  })

  it.skipIf(process.getuid?.() === 0)(
    'says so when the folder is write-protected (not as root, who writes everywhere)',
    async () => {
      chmodSync(folder, 0o500)
      const saving = textFiles.saveNew({ folder, name: 'ledger.csv', text: '' })
      await expect(saving).rejects.toMatchObject({ code: 'destination-not-writable' })
      chmodSync(folder, 0o700)
    },
  )
})
