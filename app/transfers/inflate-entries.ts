import { Buffer } from 'node:buffer'
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { crc32 } from '@node-rs/crc32'
import { releaseMemory } from './release-memory.ts'

/** Memory of a pool is shared, and cannot be given back piece by piece. */
Buffer.poolSize = 0

type Bytes = Uint8Array<ArrayBuffer>

/** A raw deflate stream, and what has to come out of it. */
export type DeflatedData = { readonly data: Uint8Array; readonly sizeBytes: number; readonly crc32: number }

/** Inflates at most `sizeBytes`, where a bomb stops. Answers the content, unverified, or what is wrong with the data. */
export function inflateAlone(data: Uint8Array, sizeBytes: number): Bytes | string {
  try {
    return inflateRawSync(data, roomFor(sizeBytes))
  } catch (error) {
    return `its data cannot be unpacked (${error instanceof Error ? error.message : String(error)})`
  }
}

/** The room is a byte larger: were it filled to the end, zlib would ask for as much again. */
function roomFor(sizeBytes: number) {
  return { chunkSize: Math.max(sizeBytes + 1, 64), maxOutputLength: Math.max(sizeBytes, 1) }
}

/** Magic, method deflate, no flags, no time, no hint, no system (RFC 1952, 2.3). */
const memberHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)
const trailerBytes = 8

/**
 * Inflates many small streams in one call of zlib, as a call for each costs more than inflating a few kilobytes. Each
 * becomes a member of one gzip file; Node goes from member to member by itself.
 *
 * @returns The contents one after the other, each of the size and checksum that were promised; undefined when anything is
 *   wrong with any of them, which only a call for each can tell apart. Never unpacks more than was promised in all.
 */
export function inflateTogether(streams: readonly DeflatedData[]): Bytes | undefined {
  const file = joinMembers(streams)
  try {
    const contents = gunzipSync(file, roomFor(streams.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)))
    if (areAsPromised(contents, streams)) return contents
    releaseMemory(contents)
    return undefined
  } catch {
    return undefined // one call for each tells what is wrong, and with which
  } finally {
    releaseMemory(file)
  }
}

/** Data may hold a trailer of its own, which zlib would believe: what came out is what counts. */
function areAsPromised(contents: Bytes, streams: readonly DeflatedData[]): boolean {
  let end = 0
  const areRight = streams.every(
    ({ sizeBytes, crc32: promised }) => crc32(contents.subarray(end, (end += sizeBytes))) === promised,
  )
  return areRight && end === contents.length
}

function joinMembers(streams: readonly DeflatedData[]): Buffer<ArrayBuffer> {
  const perMember = memberHeader.length + trailerBytes
  const file = Buffer.allocUnsafeSlow(streams.reduce((sum, { data }) => sum + data.length + perMember, 0))
  let end = 0
  for (const { data, sizeBytes, crc32 } of streams) {
    file.set(memberHeader, end)
    file.set(data, end + memberHeader.length)
    end = file.writeUInt32LE(crc32, end + memberHeader.length + data.length)
    end = file.writeUInt32LE(sizeBytes, end)
  }
  return file
}
