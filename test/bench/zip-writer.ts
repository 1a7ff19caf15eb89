import { closeSync, openSync, writeSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import { u16, u32, u64 } from '../fakes/zip-builder.ts'

/** A file of an archive as it has to stand on the disk in the end. */
export type ExpectedFile = { readonly path: string; readonly bytes: number; readonly crc: number }

export type ZipWriter = {
  addFolder(name: string): void
  addFile(name: string, data: Buffer, method: 'stored' | 'deflated'): ExpectedFile
  /** Writes the directory and closes the file. */
  end(): void
}

const flushBytes = 4 * 1024 * 1024
const fixedTime = Buffer.concat([u16(0x6000), u16(0x5a21)]) // 12:00 on 1 January 2025
const fileAttributes = u32(0o100644 * 0x10000)
const folderAttributes = u32(0o40755 * 0x10000 + 0x10)

/** Writes a zip of less than 4 GiB, the same bytes every time. More than 65,534 entries make it a zip64. */
export function createZipWriter(path: string): ZipWriter {
  const output = createOutput(path)
  const records: Buffer[] = []
  const add = (name: string, method: number, data: Buffer, attributes: Buffer): number => {
    const packed = method === 8 ? deflateRawSync(data) : data
    const crc = crc32(data)
    const nameBytes = Buffer.from(name)
    const facts = Buffer.concat([
      ...[u16(20), u16(0x800), u16(method), fixedTime, u32(crc)],
      ...[u32(packed.length), u32(data.length), u16(nameBytes.length), u16(0)],
    ])
    const place = Buffer.concat([u16(0), u16(0), u16(0), attributes, u32(output.bytes())])
    records.push(Buffer.concat([u32(0x02014b50), u16(0x0314), facts, place, nameBytes]))
    output.write(Buffer.concat([u32(0x04034b50), facts, nameBytes]))
    output.write(packed)
    return crc
  }
  return {
    addFolder: name => void add(name, 0, Buffer.of(), folderAttributes),
    addFile(name, data, method) {
      const crc = add(name, method === 'deflated' ? 8 : 0, data, fileAttributes)
      return { path: name, bytes: data.length, crc }
    },
    end() {
      const directoryOffset = output.bytes()
      for (const record of records) output.write(record)
      output.write(ends({ count: records.length, directoryOffset, directoryEnd: output.bytes() }))
      output.close()
    },
  }
}

type Ends = { readonly count: number; readonly directoryOffset: number; readonly directoryEnd: number }

function ends({ count, directoryOffset, directoryEnd }: Ends): Buffer {
  const directoryBytes = directoryEnd - directoryOffset
  const isZip64 = count >= 0xffff
  const zip64 = [
    ...[u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(count), u64(count)],
    ...[u64(directoryBytes), u64(directoryOffset), u32(0x07064b50), u32(0), u64(directoryEnd), u32(1)],
  ]
  const counted = u16(isZip64 ? 0xffff : count)
  return Buffer.concat([
    ...(isZip64 ? zip64 : []),
    ...[u32(0x06054b50), u16(0), u16(0), counted, counted, u32(directoryBytes), u32(directoryOffset), u16(0)],
  ])
}

/** Gathers small pieces, since a million of them would be a million calls to the system. */
function createOutput(path: string) {
  const file = openSync(path, 'w')
  let pending: Buffer[] = []
  let [pendingBytes, total] = [0, 0]
  const flush = (): void => {
    const bytes = Buffer.concat(pending)
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    pending = []
    pendingBytes = 0
  }
  return {
    bytes: () => total,
    write(bytes: Buffer): void {
      pending.push(bytes)
      pendingBytes += bytes.length
      total += bytes.length
      if (pendingBytes >= flushBytes) flush()
    },
    close(): void {
      flush()
      closeSync(file)
    },
  }
}
