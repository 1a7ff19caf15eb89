import { readFileSync } from 'node:fs'

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Follows https://www.electronjs.org/docs/latest/api/native-image. Knows PNG files, by their header alone. */
export class NativeImage {
  readonly #width: number
  readonly #height: number

  constructor(bytes: Buffer) {
    const isPng = bytes.length >= 24 && bytes.subarray(0, 8).equals(pngSignature)
    this.#width = isPng ? bytes.readUInt32BE(16) : 0
    this.#height = isPng ? bytes.readUInt32BE(20) : 0
  }

  isEmpty(): boolean {
    return this.#width === 0
  }

  getSize() {
    return { width: this.#width, height: this.#height }
  }
}

export const nativeImage = {
  /** An empty image where there is no such file, as in Electron. */
  createFromPath(file: string): NativeImage {
    try {
      return new NativeImage(readFileSync(file))
    } catch {
      return new NativeImage(Buffer.alloc(0))
    }
  },
}
