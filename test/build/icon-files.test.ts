import { describe, expect, it } from 'vitest'
import { icnsFile, icoFile } from '../../build/icon-files.ts'

const picture = (size: number) => ({ size, png: Buffer.from(`PNG of ${size}`) })

describe('icoFile', () => {
  it('says of every picture its size and where it lies', () => {
    const file = icoFile([picture(16), picture(256)])

    expect([...file.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
    expect(entriesOf(file)).toEqual([
      { width: 16, height: 16, content: 'PNG of 16' },
      { width: 0, height: 0, content: 'PNG of 256' }, // 0 is how the format writes 256
    ])
  })

  it('ends with its last picture', () => {
    expect(icoFile([picture(32)])).toHaveLength(6 + 16 + 'PNG of 32'.length)
  })
})

function entriesOf(file: Buffer): readonly unknown[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const start = file.readUInt32LE(at + 12)
    const content = file.toString('latin1', start, start + file.readUInt32LE(at + 8))
    return { width: file[at], height: file[at + 1], content }
  })
}

describe('icnsFile', () => {
  it('holds its own length and each picture under the kinds of its size', () => {
    const file = icnsFile([picture(64), picture(512)])

    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    expect(chunksOf(file)).toEqual([
      ['ic12', 'PNG of 64'],
      ['ic09', 'PNG of 512'],
      ['ic14', 'PNG of 512'],
    ])
  })
})

function chunksOf(file: Buffer): readonly (readonly [string, string])[] {
  const chunks: [string, string][] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    chunks.push([file.toString('latin1', at, at + 4), file.toString('latin1', at + 8, at + file.readUInt32BE(at + 4))])
  }
  return chunks
}
