import type { Examined } from './compare-in-worker.ts'
import type { PackedFiles } from './packed-files.ts'

/** What is wrong with a file that was looked for. */
export type Difference = Exclude<Examined, 'same'>

export type CompareRequest =
  | { readonly kind: 'compare'; readonly job: number; readonly files: PackedFiles }
  | { readonly kind: 'walk'; readonly job: number; readonly folder: string }

/** Differences of what was told last: amounts that add up. */
export type CompareAmounts = { readonly files: number; readonly bytes: number }

/** What a thread that compares says. Only `compared`, `walked` and `crashed` end a job. */
export type CompareAnswer =
  | ({ readonly kind: 'progress'; readonly job: number } & CompareAmounts) // a few times a second
  | ({
      readonly kind: 'compared'
      readonly job: number
      readonly found: readonly { readonly index: number; readonly difference: Difference }[] // of all others, nothing is wrong
    } & CompareAmounts)
  | { readonly kind: 'met'; readonly job: number; readonly paths: readonly string[] } // files below the folder, with "/"
  | { readonly kind: 'walked'; readonly job: number }
  | { readonly kind: 'crashed'; readonly job: number; readonly error: Error }
