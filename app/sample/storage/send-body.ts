import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { findFault, type Fault } from '../faults.ts'

/** A part of an object on its way out. `start` is the position of its first byte in the object. */
export type Body = {
  readonly start: number
  readonly pieces: Iterable<Uint8Array>
  /** Told of bytes just before they are handed to the connection. */
  readonly count: (bodyBytes: number) => void
}

/**
 * Sends a body with the faults that befall it, at the receiver's pace. Answers the bytes sent; fewer than there are when a
 * fault or the receiver ended it. Never ends the response.
 */
export async function sendBody(response: ServerResponse, body: Body, faults: readonly Fault[]): Promise<number> {
  const limit = Math.min(
    findFault(faults, 'stall')?.afterBytes ?? Infinity,
    findFault(faults, 'cut')?.afterBytes ?? Infinity,
  )
  const bytesPerSecond = findFault(faults, 'rate')?.bytesPerSecond
  const corruptAt = findFault(faults, 'corrupt')?.offset
  let sent = 0
  for (const piece of body.pieces) {
    const damaged = corruptAt === undefined ? piece : withFlippedByte(piece, corruptAt - body.start - sent)
    const part = damaged.subarray(0, limit - sent)
    for await (const slice of paced(part, bytesPerSecond)) {
      body.count(slice.length)
      if (!(await writeAll(response, slice))) return sent
      sent += slice.length
    }
    if (sent >= limit) return sent
  }
  return sent
}

const SLICES_PER_SECOND = 20

/** The piece in one go, or in small slices with pauses after them. */
async function* paced(piece: Uint8Array, bytesPerSecond: number | undefined): AsyncGenerator<Uint8Array> {
  if (bytesPerSecond === undefined) {
    yield piece
    return
  }
  const sliceBytes = Math.max(1, Math.floor(bytesPerSecond / SLICES_PER_SECOND))
  for (let from = 0; from < piece.length; from += sliceBytes) {
    const slice = piece.subarray(from, from + sliceBytes)
    yield slice
    await delay((slice.length / bytesPerSecond) * 1000)
  }
}

/** False when the receiver has gone. */
async function writeAll(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  if (response.destroyed) return false
  if (!response.write(bytes)) await drained(response)
  return !response.destroyed
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

function withFlippedByte(piece: Uint8Array, position: number): Uint8Array {
  if (position < 0 || position >= piece.length) return piece
  const damaged = Uint8Array.from(piece)
  damaged[position] = (damaged[position] ?? 0) ^ 0xff
  return damaged
}
