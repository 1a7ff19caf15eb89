import { EventEmitter } from 'node:events'
import { nativeImage, type NativeImage } from './native-image.ts'

/** Follows https://www.electronjs.org/docs/latest/api/tray. There is no tray: a test emits `click` and the like. */
export class Tray extends EventEmitter {
  #isDestroyed = false

  constructor(image: NativeImage | string) {
    super()
    requireImage(image)
  }

  setImage(image: NativeImage | string): void {
    this.#requireAlive()
    requireImage(image)
  }

  setToolTip(_text: string): void {
    this.#requireAlive()
  }
  setContextMenu(_menu: object | null): void {
    this.#requireAlive()
  }

  destroy(): void {
    this.#isDestroyed = true
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  #requireAlive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
  }
}

/** Electron refuses a file it cannot read as an image. */
function requireImage(image: NativeImage | string): void {
  if (typeof image !== 'string') return
  if (nativeImage.createFromPath(image).isEmpty()) throw new Error(`Failed to load image from path '${image}'`)
}
