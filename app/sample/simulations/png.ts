import { crc32, deflateSync } from 'node:zlib'

/** The colour of a pixel: red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Encodes an image as PNG (8 bits per channel, no transparency). `x` and `y` count from the upper left corner. */
export function encodePng(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const rowBytes = 1 + 3 * width // each row begins with its filter: 0, none
  const pixels = Buffer.alloc(rowBytes * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), y * rowBytes + 1 + 3 * x)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** From blue through white to red, for values from 0 to 1. */
export function heatColour(fraction: number): Colour {
  const value = Math.min(1, Math.max(0, fraction))
  const fade = Math.round(255 * (1 - Math.abs(2 * value - 1)))
  return value < 0.5 ? [fade, fade, 255] : [255, fade, fade]
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
