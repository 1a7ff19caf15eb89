import { createHash } from 'node:crypto'
import { crc32c } from '@node-rs/crc32'
import type { StorageChecksum } from '../domain/object-source.ts'

/** Sums bytes up in their order, the way storage did. */
export interface StorageSum {
  add(bytes: Uint8Array): void
  /** Whether everything added makes what storage says. Asked once, in the end. */
  matches(): boolean
}

export function startStorageSum({ kind, base64 }: StorageChecksum): StorageSum {
  const sum = kind === 'crc32c' ? sumCrc32c() : sumMd5()
  return { add: bytes => sum.add(bytes), matches: () => sum.digest().toString('base64') === base64 }
}

function sumCrc32c() {
  let state = 0
  return {
    add(bytes: Uint8Array): void {
      state = crc32c(bytes, state)
    },
    digest(): Buffer {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(state >>> 0)
      return bytes
    },
  }
}

function sumMd5() {
  const hash = createHash('md5')
  return { add: (bytes: Uint8Array): void => void hash.update(bytes), digest: () => hash.digest() }
}
