import { EventEmitter } from 'node:events'

type Source = 'system' | 'light' | 'dark'

/** Follows https://www.electronjs.org/docs/latest/api/native-theme, on a desktop that is light. */
class NativeTheme extends EventEmitter {
  #source: Source = 'system'

  get themeSource(): Source {
    return this.#source
  }

  set themeSource(source: Source) {
    if (source === this.#source) return
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}

export const nativeTheme = new NativeTheme()
