import { crc32 } from 'node:zlib'
import type { SharedIndex } from '../domain/archive/shared-index.ts'

/** CRC-32 of an index, by which an image of it is known to be intact. A second of work per few gigabytes: for its thread. */
export function checksumOf({ tree, columns, directory }: SharedIndex): number {
  return crc32(directory, crc32(columns, crc32(tree)))
}
