import { closeSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'
import { crc32 } from '@node-rs/crc32'
import { errnoOf } from './errno.ts'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'

/** For one read after the other: a new one for each of a hundred thousand files would cost more than reading them. */
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)

/** What was asked for, and what lies under its name. */
export type Examined = 'nothing' | 'folder' | 'link' | 'size' | 'content' | 'same' | 'unreadable'

/** What lies under a name, held against what should; undefined where there is nothing. */
export function compareFile(file: Omit<SurveyedFile, 'index'>): FoundKind | undefined {
  switch (examineFile(file)) {
    case 'nothing':
      return undefined
    case 'folder':
      return 'folder'
    case 'same':
      return 'identical'
    case 'link':
    case 'size':
    case 'content':
    case 'unreadable':
      return 'different' // as far as anybody can tell
  }
}

/** @param onRead  Called with the bytes of each read, for files that take long. */
export function examineFile(
  { path, sizeBytes, crc32: expected }: Omit<SurveyedFile, 'index'>,
  onRead?: (bytes: number) => void,
): Examined {
  try {
    const found = lookAt(path)
    if (!found) return 'nothing'
    if (found.isDirectory()) return 'folder'
    if (!found.isFile()) return 'link'
    if (found.size !== sizeBytes) return 'size'
    return checksumOf(path, sizeBytes, onRead) === expected ? 'same' : 'content'
  } catch (error) {
    if (!isOfThisFile(error)) throw error
    return 'unreadable'
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') return undefined // its path leads through a file
    throw error
  }
}

/** Too many open files, or no memory, say nothing about the file. */
function isOfThisFile(error: unknown): boolean {
  const code = errnoOf(error)
  return code !== undefined && !['EMFILE', 'ENFILE', 'ENOMEM'].includes(code)
}

/** Of that many bytes from the start; undefined where there are fewer. */
function checksumOf(path: string, sizeBytes: number, onRead?: (bytes: number) => void): number | undefined {
  const file = openSync(path, 'r')
  try {
    let crc = 0
    for (let position = 0; position < sizeBytes;) {
      const read = readSync(file, buffer, 0, Math.min(buffer.length, sizeBytes - position), position)
      if (read === 0) return undefined // it has just become shorter
      crc = crc32(buffer.subarray(0, read), crc)
      position += read
      onRead?.(read)
    }
    return crc
  } finally {
    closeSync(file)
  }
}
