import { createRandom } from '../random.ts'
import { createTemplateSet, type TemplateSet } from '../zip/template.ts'

/**
 * The blocks of which large files are made, each made once per process when first needed. Sizes before packing; four blocks
 * in a set unless said otherwise.
 */
export const templates = {
  /** Text, one number a line: 24 KiB each. */
  scalars: once('scalars', 4, seed => lines(seed, 2400, random => random.between(-1.2, 1.8).toFixed(7))),
  /** Text, one "(x y z)" a line: 64 KiB each. */
  vectors: once('vectors', 4, seed =>
    lines(
      seed,
      2000,
      random => `(${[1, 0.4, 0.1].map(scale => (scale * random.between(-1, 9)).toFixed(7)).join(' ')})`,
    ),
  ),
  /** Text, one "(x y z)" a line of a small part of a mesh: one block of 3 KiB. */
  fewVectors: once('fewVectors', 1, seed =>
    lines(seed, 100, random => `(${[1, 0.4, 0.1].map(scale => (scale * random.between(-1, 9)).toFixed(6)).join(' ')})`),
  ),
  /** Text, one number a line of a small part of a mesh: one block of 1 KiB. */
  fewScalars: once('fewScalars', 1, seed => lines(seed, 100, random => random.between(0, 3).toFixed(6))),
  /** Little-endian 32-bit floats that vary slowly: 128 KiB each. */
  floats: once('floats', 4, seed => smoothFloats(seed, 32 * 1024)),
  /** Bytes as a compressed trajectory has them, which no packer makes smaller: 256 KiB each. */
  dense: once('dense', 4, seed => noise(seed, 256 * 1024)),
} as const

function once(name: string, blocks: number, make: (seed: string) => Uint8Array | string): () => TemplateSet {
  let made: TemplateSet | undefined
  return () => (made ??= createTemplateSet(Array.from({ length: blocks }, (_, index) => make(`${name} ${index}`))))
}

type Random = ReturnType<typeof createRandom>

function lines(seed: string, count: number, line: (random: Random) => string): string {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => `${line(random)}\n`).join('')
}

function smoothFloats(seed: string, count: number): Uint8Array {
  const random = createRandom(seed)
  const values = Buffer.allocUnsafe(4 * count)
  let value = 0
  for (let index = 0; index < count; index++) {
    value = 0.98 * value + Math.round(random.between(-64, 64)) / 256
    values.writeFloatLE(value, 4 * index)
  }
  return values
}

function noise(seed: string, length: number): Uint8Array {
  const random = createRandom(seed)
  const bytes = Buffer.allocUnsafe(length)
  for (let index = 0; index < length; index += 4) bytes.writeUInt32LE(Math.floor(random.fraction() * 2 ** 32), index)
  return bytes
}
