/** A key as a page hears of it: the part of a `KeyboardEvent` that says which one. */
export type Keystroke = {
  readonly key: string
  readonly code: string // the place on the keyboard; its letters are those of a US keyboard
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

type Held = 'ctrl' | 'meta' | 'alt' | 'shift'
type Chord = { readonly held: ReadonlySet<Held>; readonly key: string }

/** The modifiers of Electron's accelerators that we write. */
const modifiers: Readonly<Record<string, (isMac: boolean) => Held>> = {
  CommandOrControl: isMac => (isMac ? 'meta' : 'ctrl'),
  Command: () => 'meta',
  Alt: () => 'alt',
  Shift: () => 'shift',
}

/** Whether a keystroke is an accelerator, written as Electron has it: "CommandOrControl+Shift+L". */
export function isAccelerator(accelerator: string, stroke: Keystroke, isMac: boolean): boolean {
  const { held, key } = chordOf(accelerator, isMac)
  // Where "?" or "." lies differs from keyboard to keyboard: some need Shift for it.
  const isShiftFree = /^[^A-Za-z0-9]$/.test(key)
  return (
    isKey(key, stroke) &&
    stroke.ctrlKey === held.has('ctrl') &&
    stroke.metaKey === held.has('meta') &&
    stroke.altKey === held.has('alt') &&
    (isShiftFree || stroke.shiftKey === held.has('shift'))
  )
}

/** With Alt or Shift a digit types something else: its place on the keyboard decides. */
function isKey(key: string, stroke: Keystroke): boolean {
  return /^\d$/.test(key) ? stroke.code === `Digit${key}` : stroke.key.toLowerCase() === key.toLowerCase()
}

const macSigns: Readonly<Record<Held, string>> = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' }
const words: Readonly<Record<Held, string>> = { ctrl: 'Ctrl+', meta: 'Super+', alt: 'Alt+', shift: 'Shift+' }
const shownOrder: readonly Held[] = ['ctrl', 'alt', 'shift', 'meta']

/** As people read it: "Ctrl+Shift+L", on a Mac "⇧⌘L". */
export function acceleratorText(accelerator: string, isMac: boolean): string {
  const { held, key } = chordOf(accelerator, isMac)
  const signs = isMac ? macSigns : words
  const name = key === 'Escape' ? 'Esc' : key
  return [...shownOrder.filter(each => held.has(each)).map(each => signs[each]), name].join('')
}

/** Whether it types something, or moves within what has the focus: no key for a menu, which would take it from there. */
export function isPlainKey(accelerator: string): boolean {
  return accelerator.length === 1 || accelerator === 'Escape'
}

function chordOf(accelerator: string, isMac: boolean): Chord {
  const parts = accelerator.split('+')
  const key = parts.pop() ?? ''
  const held = parts.map(name => modifiers[name]?.(isMac))
  return { key, held: new Set(held.filter(each => each !== undefined)) }
}
