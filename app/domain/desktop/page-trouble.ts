/** What can befall the page of the window. The core, and with it every download, is not part of it and goes on. */
export type PageTrouble = 'crashed' | 'out-of-memory' | 'not-loaded' | 'not-connected'

export const pageTroubles: readonly PageTrouble[] = ['crashed', 'out-of-memory', 'not-loaded', 'not-connected']

/** Why a page's process is gone, in Electron's words. */
export type GoneReason =
  | 'clean-exit'
  | 'abnormal-exit'
  | 'killed'
  | 'crashed'
  | 'oom'
  | 'launch-failed'
  | 'integrity-failure'
  | 'memory-eviction'

/** What to show for a process that is gone; undefined where it was meant to go. */
export function troubleOf(reason: GoneReason): PageTrouble | undefined {
  switch (reason) {
    case 'clean-exit':
      return undefined
    case 'oom':
    case 'memory-eviction':
      return 'out-of-memory'
    case 'abnormal-exit':
    case 'killed':
    case 'crashed':
    case 'launch-failed':
    case 'integrity-failure':
      return 'crashed'
  }
}

/** So many troubles in so short a time mean that another page would fare no better. */
const mostTroubles = 3
const withinMs = 60_000

/**
 * Whether a page of ours can tell of a trouble, or the system's own dialog has to, as pages go one after the other.
 *
 * @param troublesAtMs  When pages got into trouble, this one included.
 */
export function howToTell(troublesAtMs: readonly number[], nowMs: number): 'page' | 'dialog' {
  return troublesAtMs.filter(atMs => nowMs - atMs < withinMs).length > mostTroubles ? 'dialog' : 'page'
}
