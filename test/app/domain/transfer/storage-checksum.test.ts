import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readStorageChecksum } from '../../../../app/domain/transfer/storage-checksum.ts'

const crc32c = { kind: 'crc32c', base64: 'n03x6A==' } as const
const md5 = { kind: 'md5', base64: 'Ojk9c3dhfxgoKVVHYwFbHQ==' } as const

describe('readStorageChecksum', () => {
  it.each([
    ['both', 'crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ==', crc32c],
    ['both the other way round', 'md5=Ojk9c3dhfxgoKVVHYwFbHQ==,crc32c=n03x6A==', crc32c],
    ['two lines, joined', 'crc32c=n03x6A==, md5=Ojk9c3dhfxgoKVVHYwFbHQ==', crc32c],
    ['CRC-32C alone, of a composite object', 'crc32c=n03x6A==', crc32c],
    ['MD5 alone', 'md5=Ojk9c3dhfxgoKVVHYwFbHQ==', md5],
    ['one beside a kind we do not know', 'sha256=abc=, crc32c=n03x6A==', crc32c],
    ['the same twice', 'crc32c=n03x6A==,crc32c=n03x6A==', crc32c],
    ['a malformed CRC-32C beside an MD5', 'crc32c=n03x6A,md5=Ojk9c3dhfxgoKVVHYwFbHQ==', md5],
  ])('reads %s', (_name, header, expected) => {
    expect(readStorageChecksum({ 'x-goog-hash': header })).toEqual(expected)
  })

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['one too short', 'crc32c=n03x6'],
    ['one too long', 'crc32c=n03x6AAA'],
    ['hexadecimal digits', 'crc32c=9f4df1e8'],
    ['base64 with bits left over', 'crc32c=n03x6B=='],
    ['base64 for addresses', 'crc32c=n03_6A=='],
    ['two that differ', 'crc32c=n03x6A==,crc32c=AAAAAA=='],
    ['a checksum over parts', 'crc32c=n03x6A==-3'],
    ['another case of the name', 'CRC32C=n03x6A=='],
  ])('takes nothing from %s', (_name, header) => {
    expect(readStorageChecksum({ 'x-goog-hash': header })).toBeUndefined()
  })

  it('takes nothing of an object that is stored compressed: its hash is not of the bytes that come', () => {
    const headers = { 'x-goog-hash': 'crc32c=n03x6A==', 'x-goog-stored-content-encoding': 'gzip' }
    expect(readStorageChecksum(headers)).toBeUndefined()
    expect(readStorageChecksum({ ...headers, 'x-goog-stored-content-encoding': 'identity' })).toEqual(crc32c)
  })

  it('takes nothing from S3, whose checksum in an answer to a range may be that of a part', () => {
    const headers = { 'x-amz-checksum-crc32c': 'n03x6A==', 'x-amz-checksum-type': 'FULL_OBJECT' }
    expect(readStorageChecksum(headers)).toBeUndefined()
  })

  it('answers any text without failing, and only with what decodes to as many bytes as the kind has', () => {
    const part = fc.tuple(fc.constantFrom('crc32c=', 'md5=', '', ' md5 ='), fc.oneof(fc.base64String(), fc.string()))
    const header = fc.array(part.map(([name, value]) => name + value)).map(parts => parts.join(','))
    fc.assert(
      fc.property(header, text => {
        const read = readStorageChecksum({ 'x-goog-hash': text })
        if (!read) return
        expect(Buffer.from(read.base64, 'base64')).toHaveLength(read.kind === 'crc32c' ? 4 : 16)
        expect(Buffer.from(read.base64, 'base64').toString('base64')).toBe(read.base64)
      }),
    )
  })

  it('reads every CRC-32C and every MD5 there can be', () => {
    const bytes = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })) // prettier-ignore
    fc.assert(
      fc.property(bytes, value => {
        const kind = value.length === 4 ? 'crc32c' : 'md5'
        const base64 = Buffer.from(value).toString('base64')
        expect(readStorageChecksum({ 'x-goog-hash': `${kind}=${base64}` })).toEqual({ kind, base64 })
      }),
    )
  })
})
