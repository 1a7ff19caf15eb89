import { createCipheriv } from 'node:crypto'

/** Numbers from 0 to 1, the same ones for a seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes nothing compresses. */
export function randomBytes(length: number, seed: number): Buffer {
  const key = Buffer.alloc(32, seed)
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length))
}

/** A table of a smooth field with noise in the last digits: compresses about 4:1, as results written as text do. */
export function textOfFloats(bytes: number, random: () => number): Buffer {
  const lines: string[] = []
  let [length, angle] = [0, random() * 6]
  while (length < bytes) {
    angle += 0.001
    const noise = Math.floor(random() * 256) / 1e6
    const line = `${angle.toFixed(3)},${(Math.sin(angle) + noise).toFixed(6)},${(101325 + noise * 1e3).toFixed(2)},0,0\n`
    lines.push(line)
    length += line.length
  }
  return Buffer.from(lines.join('')).subarray(0, bytes)
}

/** Single-precision numbers of limited precision: compress about 4:1, as results written as binary do. */
export function binaryFloats(bytes: number, random: () => number): Buffer {
  const values = new Float32Array(Math.ceil(bytes / 4))
  for (let index = 0; index < values.length; index++) {
    values[index] = 1 + Math.floor(random() * 32) / 128 + Math.floor(index / 512) / 65536
  }
  return Buffer.from(values.buffer).subarray(0, bytes)
}

/** The values of fields, one a line of nine bytes: what `fieldFile` takes its own from. */
export function fieldValues(count: number, random: () => number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => `${(0.1 + random() * 0.008).toFixed(6)}\n`).join(''))
}

/** A field of one part of the mesh at one time: a header and a stretch of the values. */
export function fieldFile(lines: number, values: Buffer, random: () => number): Buffer {
  const header = 'FoamFile\n{\n    version 2.0;\n    format ascii;\n    class volScalarField;\n    object p;\n}\n\n'
  const dimensions = 'dimensions [0 2 -2 0 0 0 0];\n\ninternalField nonuniform List<scalar>\n(\n'
  const start = Math.floor(random() * (values.length / 9 - lines)) * 9
  return Buffer.concat([
    Buffer.from(header + dimensions),
    values.subarray(start, start + lines * 9),
    Buffer.from(')\n'),
  ])
}

/**
 * A long file out of a pool of pieces. Deflate looks back 32 KiB, so pieces of 64 KiB that come again save it nothing,
 * and making a gigabyte takes a moment instead of minutes.
 */
export function fromPool(pool: Buffer, bytes: number, random: () => number): Buffer {
  const pieceBytes = 64 * 1024
  const pieces = Math.floor(pool.length / pieceBytes)
  const result = Buffer.allocUnsafe(bytes)
  for (let at = 0; at < bytes; at += pieceBytes) {
    const start = Math.floor(random() * pieces) * pieceBytes
    pool.copy(result, at, start, start + Math.min(pieceBytes, bytes - at))
  }
  return result
}
