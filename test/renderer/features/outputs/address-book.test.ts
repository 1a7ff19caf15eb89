import { beforeEach, describe, expect, it } from 'vitest'
import type { AppClient } from '../../../../app/contract/contract.ts'
import { createAddressBook, type AddressBook } from '../../../../renderer/features/outputs/address-book.ts'
import { downloadUrl } from '../../../../renderer/features/outputs/entry-drag.ts'
import { archiveId, file, folder } from './fake-archive.ts'

let asked: number[]
let nowMs: number
let book: AddressBook

beforeEach(() => {
  asked = []
  nowMs = 0
  const entryUrl: AppClient['entryUrl'] = ({ entryIndex, purpose }) => {
    asked.push(entryIndex)
    if (entryIndex === 13) return Promise.reject(new Error('no such entry'))
    return Promise.resolve({ url: `http://x/${entryIndex}?${purpose}`, mediaType: 'image/png', fileName: 'a.png' })
  }
  book = createAddressBook({ entryUrl }, archiveId, () => nowMs)
})

const entry = (entryIndex: number) => file(`file-${entryIndex}`, { entryIndex })

async function want(entryIndex: number): Promise<void> {
  book.want(entry(entryIndex))
  await Promise.resolve()
}

describe('an address book', () => {
  it('asks once for the address of a file, and has it then', async () => {
    await want(7)
    await want(7)
    expect(asked).toEqual([7])
    expect(book.get(entry(7))?.url).toBe('http://x/7?save')
  })

  it('asks for nothing that cannot leave the window', () => {
    book.want(folder('mesh/', 3))
    book.want(file('../evil', { problem: 'No.' }))
    expect(asked).toEqual([])
    expect(book.get(folder('mesh/', 3))).toBeUndefined()
  })

  it('trusts no address for as long as it may be good', async () => {
    await want(7)
    nowMs = 5 * 60_000
    expect(book.get(entry(7))).toBeUndefined()
    await want(7)
    expect(asked).toEqual([7, 7])
    expect(book.get(entry(7))).toBeDefined()
  })

  it('asks anew after a failure', async () => {
    await want(13)
    await Promise.resolve()
    await want(13)
    expect(asked).toEqual([13, 13])
  })

  it('forgets those that nobody came back to', async () => {
    for (let index = 0; index < 300; index++) await want(index === 13 ? 0 : index)
    expect(book.getState().size).toBe(200)
    expect(book.get(entry(299))).toBeDefined()
  })
})

describe('downloadUrl', () => {
  it('says type, name and address, as Chromium takes them apart', () => {
    const address = { url: 'http://127.0.0.1:1/a:b', mediaType: 'text/plain; charset=utf-8', fileName: 'a%3Ab.txt' }
    expect(downloadUrl(address)).toBe('text/plain:a%3Ab.txt:http://127.0.0.1:1/a:b')
  })
})
