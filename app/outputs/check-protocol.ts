/** How far a check has come. */
export type CheckProgress = {
  readonly checkedEntries: number
  readonly totalEntries: number
  readonly checkedBytes: number // unpacked
  readonly totalBytes: number
}

/** An entry whose bytes are not what the archive says, or cannot be checked. `reason` is a sentence for people. */
export type FailedEntry = { readonly index: number; readonly name: string; readonly reason: string }

export type ArchiveCheck = {
  readonly checkedEntries: number // those that failed among them
  readonly checkedBytes: number
  readonly failedEntries: number
  readonly failures: readonly FailedEntry[] // the first thousand
}

/** What the thread that checks a local archive says. Only the last message is not a progress. */
export type CheckMessage =
  | { readonly kind: 'progress'; readonly progress: CheckProgress }
  | { readonly kind: 'checked'; readonly check: ArchiveCheck }
  | { readonly kind: 'not-zip'; readonly found: string }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly stack: string }
