import { deflateRawSync } from 'node:zlib'
import { extraField, u16, u32, u64, type BuiltEntry } from '../../fakes/zip-builder.ts'
import { delivers, patchLocal, refuses, zipOf, type HostileArchive } from './hostile-archive.ts'

const megabyte = 1_000_000
const zeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes))
const plain: BuiltEntry = { name: 'artifacts/plain', data: 'plain text', method: 0 }
const onlyGood = { files: { 'good.txt': 'good' }, told: [['artifacts/plain', 'failed']] } as const
const both = { files: { 'good.txt': 'good', plain: 'plain text' }, told: [] } as const

/** States 0xffffffff in the plain fields, and the sizes themselves in the zip64 field. */
function zip64Entry(sizes: { sizeBytes: bigint; compressedBytes: bigint }): BuiltEntry {
  const content = Buffer.concat([u64(Number(sizes.sizeBytes)), u64(Number(sizes.compressedBytes))])
  return {
    ...{ name: 'artifacts/huge', compressed: zeros(1_000), extra: extraField(1, content) },
    ...{ size: 0xffffffff, compressedSize: 0xffffffff },
  }
}

/** Entries whose bytes are not what their records say. */
export const hostileEntries: Readonly<Record<string, HostileArchive>> = {
  'reports a wrong checksum': refuses({ name: 'artifacts/wrong', data: 'data', crc: 1 }, 'failed'),
  'reports a wrong checksum of a large file': refuses(
    { name: 'artifacts/wrong', data: Buffer.alloc(9 * megabyte, 7), method: 0, crc: 1 },
    'failed',
  ),
  'reports what does not inflate': refuses(
    { name: 'artifacts/garbage', data: 'data', compressed: Buffer.alloc(100, 0xff) },
    'failed',
  ),
  'reports a large file that does not inflate': refuses(
    { name: 'artifacts/garbage', compressed: Buffer.alloc(6 * megabyte, 0xff), size: 20 * megabyte },
    'failed',
  ),
  'reports a file with less in it than stated': refuses(
    { name: 'artifacts/short', data: 'short', size: 1_000 },
    'failed',
  ),
  'reports a file with more in it than stated': refuses(
    { name: 'artifacts/long', data: 'x'.repeat(1_000), size: 10 },
    'failed',
  ),
  'reports a deflated stream that ends too early': refuses(
    { name: 'artifacts/cut', data: 'x', compressed: zeros(megabyte).subarray(0, 500), size: 500_000 },
    'failed',
  ),

  'refuses an encrypted file': refuses({ name: 'artifacts/secret', data: 'x', flags: 1 }),
  'refuses a strongly encrypted file': refuses({ name: 'artifacts/secret', data: 'x', flags: 0x41 }),
  ...Object.fromEntries(
    [1, 6, 9, 12, 14, 93, 95, 99].map(method => [
      `refuses compression method ${method}`,
      refuses({ name: `artifacts/method${method}`, data: 'x', method }),
    ]),
  ),

  'reports a bomb of 10 MB that says it is small': refuses(
    { name: 'artifacts/bomb', compressed: zeros(10 * megabyte), size: 10_000 },
    'failed',
  ),
  'reports a bomb of 300 MB that says it is small': refuses(
    { name: 'artifacts/bomb', compressed: zeros(300 * megabyte), size: 10_000 },
    'failed',
  ),
  'reports a bomb of 200 MB that says it is 17 MB': refuses(
    { name: 'artifacts/bomb', compressed: zeros(200 * megabyte), size: 17 * megabyte },
    'failed',
  ),
  'refuses a bomb that says it is 4 GB': refuses({
    ...{ name: 'artifacts/bomb', compressed: zeros(10 * megabyte), size: 4_000 * megabyte },
  }),
  'refuses a bomb that says it is 100 GB': refuses(
    zip64Entry({ sizeBytes: 100_000_000_000n, compressedBytes: BigInt(zeros(1_000).length) }),
  ),
  'delivers 10 MB of zeros that say what they are': delivers(
    [{ name: 'artifacts/zeros', data: '\0'.repeat(10 * megabyte) }],
    { zeros: '\0'.repeat(10 * megabyte) },
  ),

  'refuses compressed sizes beyond the archive': refuses(
    zip64Entry({ sizeBytes: 1_000n, compressedBytes: 1_000_000_000_000n }),
  ),
  'refuses sizes that 64 bits hold and numbers do not': refuses({
    ...zip64Entry({ sizeBytes: 0n, compressedBytes: 0n }),
    extra: extraField(1, Buffer.alloc(16, 0xff)),
  }),
  'refuses a zip64 field that is too short': refuses({
    ...zip64Entry({ sizeBytes: 0n, compressedBytes: 0n }),
    extra: extraField(1, Buffer.alloc(4)),
  }),
  'refuses a place beyond the archive': refuses({ ...plain, headerOffset: 900_000 }),
  'refuses entries at the same place': {
    bytes: () =>
      zipOf(plain, { ...plain, name: 'artifacts/again', headerOffset: zipOf().indexOf('artifacts/good.txt') - 30 }),
    outcome: {
      files: { 'good.txt': 'good' },
      told: [
        ['artifacts/again', 'refused'],
        ['artifacts/plain', 'refused'],
      ],
    },
  },
  'refuses an entry that lies within the bytes of another': {
    bytes: () => zipOf(plain, { ...plain, name: 'artifacts/again', headerOffset: 30 + 'artifacts/'.length }),
    outcome: {
      files: { 'good.txt': 'good', plain: 'plain text' },
      told: [['artifacts/again', 'refused']],
    },
  },

  'does not believe the sizes of the local header': {
    bytes: patchLocal(plain, 18, Buffer.concat([u32(1), u32(9_999)])),
    outcome: both,
  },
  'does not believe the checksum of the local header': { bytes: patchLocal(plain, 14, u32(1)), outcome: both },
  'reports a local header that is none': { bytes: patchLocal(plain, 0, u32(0x12345678)), outcome: onlyGood },
  'reports a local header whose fields reach too far': { bytes: patchLocal(plain, 28, u16(60_000)), outcome: onlyGood },
}
