/** What a key does anywhere in the window. Keys of a list or a tab belong to it and are not listed here. */
export type Command =
  | { readonly name: 'search' | 'refresh' | 'kill' | 'transfers' | 'ledger' | 'settings' | 'help' | 'escape' }
  | { readonly name: 'region'; readonly step: 1 | -1 }
  | { readonly name: 'tab'; readonly index: number }

export type Keystroke = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const withCommandKey: Readonly<Record<string, Command>> = {
  f: { name: 'search' },
  r: { name: 'refresh' },
  '.': { name: 'kill' },
  j: { name: 'transfers' },
  ',': { name: 'settings' },
}
const withCommandKeyAndShift: Readonly<Record<string, Command>> = { l: { name: 'ledger' } }
const single: Readonly<Record<string, Command>> = { '/': { name: 'search' }, '?': { name: 'help' } }

/**
 * The command of a keystroke, or null.
 *
 * @param isTyping      The focus is in a field: single keys are text there.
 * @param isSingleKeys  Single-key shortcuts are turned on.
 */
export function commandOf(stroke: Keystroke, isTyping: boolean, isSingleKeys: boolean): Command | null {
  const { key } = stroke
  if (key === 'F6') return { name: 'region', step: stroke.shiftKey ? -1 : 1 }
  if (key === 'F5') return { name: 'refresh' }
  if (key === 'Escape') return { name: 'escape' }
  if (stroke.ctrlKey || stroke.metaKey) {
    const commands = stroke.shiftKey ? withCommandKeyAndShift : withCommandKey
    return stroke.altKey ? null : (commands[key.toLowerCase()] ?? null)
  }
  if (stroke.altKey) return /^[1-9]$/.test(key) ? { name: 'tab', index: Number(key) - 1 } : null
  return isSingleKeys && !isTyping ? (single[key] ?? null) : null
}
