import { readFileSync } from 'node:fs'

type Size = { readonly width: number; readonly height: number }
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Follows https://www.electronjs.org/docs/latest/api/native-image. Knows PNG files, by their header alone. */
export class NativeImage {
  readonly #png: Buffer
  readonly #size: Size
  #isTemplate = false

  constructor(png: Buffer, size = sizeOf(png)) {
    this.#png = png
    this.#size = size
  }

  isEmpty = (): boolean => this.#size.width === 0
  getSize = (): Size => this.#size
  toPNG = (): Buffer => this.#png
  toDataURL = (): string => `data:image/png;base64,${this.#png.toString('base64')}`
  setTemplateImage = (isTemplate: boolean): void => void (this.#isTemplate = isTemplate)
  isTemplateImage = (): boolean => this.#isTemplate
  addRepresentation = (): void => undefined

  resize({ width, height }: Partial<Size>): NativeImage {
    const scale = (width ?? 0) / (this.#size.width || 1) || (height ?? 0) / (this.#size.height || 1)
    return new NativeImage(this.#png, {
      width: width ?? Math.round(this.#size.width * scale),
      height: height ?? Math.round(this.#size.height * scale),
    })
  }
}

export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromBuffer: (png: Buffer) => new NativeImage(png),
  createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  /** An empty image where there is no such file, as in Electron. */
  createFromPath(file: string): NativeImage {
    try {
      return new NativeImage(readFileSync(file))
    } catch {
      return nativeImage.createEmpty()
    }
  },
}

function sizeOf(png: Buffer): Size {
  if (png.length < 24 || !png.subarray(0, 8).equals(pngSignature)) return { width: 0, height: 0 }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
