/** One picture of an icon file: a square PNG and how many pixels its side has. */
export type IconPicture = { readonly size: number; readonly png: Buffer }

/**
 * A Windows icon of several sizes. https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10): a header, a
 * directory of 16 bytes each, then the pictures, which may be whole PNG files.
 *
 * @param pictures Sides of 1 to 256.
 */
export function icoFile(pictures: readonly IconPicture[]): Buffer {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2) // an icon, not a cursor
  header.writeUInt16LE(pictures.length, 4)
  const directory = pictures.map(({ size, png }, index) => {
    const before = pictures.slice(0, index).reduce((sum, picture) => sum + picture.png.length, 0)
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0) // 0 stands for 256
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4) // colour planes
    entry.writeUInt16LE(32, 6) // bits for each pixel
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(header.length + 16 * pictures.length + before, 12)
    return entry
  })
  return Buffer.concat([header, ...directory, ...pictures.map(({ png }) => png)])
}

// The kinds of an icns file that hold a PNG, by pixels. Some sizes have two: one as it is, one for a dense display.
const icnsKinds: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}
export const icnsSizes: readonly number[] = Object.keys(icnsKinds).map(Number)

/** A macOS icon: chunks of a kind, a length that counts these eight bytes too, and a PNG. */
export function icnsFile(pictures: readonly IconPicture[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) => (icnsKinds[size] ?? []).map(kind => chunk(kind, png)))
  return chunk('icns', Buffer.concat(chunks))
}

function chunk(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8, kind, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
