import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { conflictAnswerSchema, type ConflictAnswer } from '../contract/conflicts.ts'
import type { TransferKind } from '../contract/transfers.ts'
import { usualPricePerGigabyteUsd } from '../domain/ledger/usual-price.ts'
import { readGlobs, readUrl, strictly } from './read-options.ts'
import { UsageError } from './usage-error.ts'

export type FetchRequest = {
  readonly url: URL
  readonly destination: string // absolute
  readonly mode: 'fetch' | 'verify'
  readonly kind: TransferKind
  readonly globs: readonly string[] // none: everything
  readonly conflicts: ConflictAnswer
  readonly limit: number | null // bytes per second
  readonly pricePerGigabyteUsd: number
  readonly isJson: boolean
}

export const fetchUsage = `Fetches a remote zip archive: its files, unpacked and verified, or the zip itself.

  npm run --silent fetch -- --url <address of a zip> --to <folder> [options]

  --only <glob>       only files that match, such as "*.csv" or "time/1?/**"; may be repeated
  --zip               the zip as it is, instead of its files
  --verify            compare the folder with the archive, fetch nothing
  --zip --verify      check every entry of the zip in the folder, which is fetched first where it is not there
  --conflicts <what>  for files that are there and differ: skip-identical (leave and report them), replace, keep-both
  --limit <bytes>     fetch at most so many bytes per second, such as 500000, 500K or 20M
  --price <US$>       price of a gigabyte, for what is said about costs; 0.12 by default
  --json              print one JSON object at the end

Exit code 0: everything asked for is there and verified. 1: not everything. 2: the command was not understood.
What was interrupted goes on with the same command.
At the end it says what was fetched, what of the archive was not, and about what both cost: the price is an estimate.
`

/**
 * @param folder  What a relative `--to` is relative to.
 * @throws UsageError
 */
export function readFetchArguments(args: readonly string[], folder: string): FetchRequest | 'help' {
  const values = strictly(() => parse(args))
  if (values.help) return 'help'
  if (values.to === undefined) throw new UsageError('Say where the files shall go: --to <folder>.')
  if (values.zip && values.only) throw new UsageError('--only chooses files, so it cannot be combined with --zip.')
  return {
    url: readUrl(values.url),
    destination: resolve(folder, values.to),
    mode: values.verify ? 'verify' : 'fetch',
    kind: values.zip ? 'archive' : 'files',
    globs: readGlobs(values.only),
    conflicts: readConflicts(values.conflicts),
    limit: values.limit === undefined ? null : readLimit(values.limit),
    pricePerGigabyteUsd: values.price === undefined ? usualPricePerGigabyteUsd : readPrice(values.price),
    isJson: values.json,
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      to: { type: 'string' },
      only: { type: 'string', multiple: true },
      zip: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      conflicts: { type: 'string', default: 'skip-identical' },
      limit: { type: 'string' },
      price: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values
}

function readPrice(text: string): number {
  if (/^\d{1,6}(?:\.\d+)?$/.test(text)) return Number(text)
  throw new UsageError(`--price takes US$ for a gigabyte, such as 0.12, got "${text}".`)
}

const multiples = { '': 1, K: 1e3, M: 1e6, G: 1e9 } as const

function readLimit(text: string): number {
  const match = /^(\d{1,12}(?:\.\d+)?)([KMG]?)$/i.exec(text)
  const multiple = multiples[(match?.[2] ?? '').toUpperCase() as keyof typeof multiples]
  const bytesPerSecond = Math.round(Number(match?.[1]) * multiple)
  if (bytesPerSecond >= 1) return bytesPerSecond
  throw new UsageError(`--limit takes bytes per second, such as 500000, 500K or 20M, got "${text}".`)
}

function readConflicts(text: string): ConflictAnswer {
  const policy = conflictAnswerSchema.safeParse(text)
  if (policy.success) return policy.data
  const ways = conflictAnswerSchema.options.join(', ')
  if (text === 'ask') throw new UsageError(`Here is nobody to ask: say --conflicts ${ways}.`)
  throw new UsageError(`--conflicts takes ${ways}, got "${text}".`)
}
