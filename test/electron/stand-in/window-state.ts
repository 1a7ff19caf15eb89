import { EventEmitter } from 'node:events'
import { onePlace } from './displays.ts'

export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/**
 * How a window stands on the desktop, as its app hears of it. Follows
 * https://www.electronjs.org/docs/latest/api/base-window; a headless page has no frame that could show it.
 */
export class WindowState extends EventEmitter {
  #bounds: Bounds
  #title: string
  readonly #is = { visible: true, focused: false, minimized: false, maximized: false, fullScreen: false }

  constructor({ show = true, title = '', ...bounds }: Partial<Bounds> & { show?: boolean; title?: string }) {
    super()
    this.#bounds = { ...onePlace, ...boundsOf(bounds) }
    this.#title = title
    this.#is.visible = show
  }

  getBounds(): Bounds {
    return { ...this.#bounds }
  }
  getNormalBounds(): Bounds {
    return { ...this.#bounds }
  }
  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds
    this.#bounds = { ...before, ...boundsOf(bounds) }
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) this.emit('resize')
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move')
  }

  getTitle(): string {
    return this.#title
  }
  setTitle(title: string): void {
    this.#title = title
  }

  show(): void {
    this.#set('visible', true, 'show')
    this.focus()
  }
  hide(): void {
    this.blur()
    this.#set('visible', false, 'hide')
  }
  isVisible(): boolean {
    return this.#is.visible
  }

  focus(): void {
    if (this.#is.visible) this.#set('focused', true, 'focus')
  }
  blur(): void {
    this.#set('focused', false, 'blur')
  }
  isFocused(): boolean {
    return this.#is.focused
  }

  minimize(): void {
    this.blur()
    this.#set('minimized', true, 'minimize')
  }
  restore(): void {
    this.#set('minimized', false, 'restore')
  }
  isMinimized(): boolean {
    return this.#is.minimized
  }

  maximize(): void {
    this.#set('maximized', true, 'maximize')
  }
  unmaximize(): void {
    this.#set('maximized', false, 'unmaximize')
  }
  isMaximized(): boolean {
    return this.#is.maximized
  }

  setFullScreen(isOn: boolean): void {
    this.#set('fullScreen', isOn, isOn ? 'enter-full-screen' : 'leave-full-screen')
  }
  isFullScreen(): boolean {
    return this.#is.fullScreen
  }

  // Drawn by the system, and never told back.
  setProgressBar(): void {}
  setBackgroundColor(): void {}

  #set(part: 'visible' | 'focused' | 'minimized' | 'maximized' | 'fullScreen', value: boolean, told: string): void {
    if (this.#is[part] === value) return
    this.#is[part] = value
    this.emit(told)
  }
}

function boundsOf({ x, y, width, height }: Partial<Bounds>): Partial<Bounds> {
  return Object.fromEntries(Object.entries({ x, y, width, height }).filter(([, value]) => value !== undefined))
}
