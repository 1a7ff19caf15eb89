import type { Failure } from '../contract/failures.ts'
import type { Transfer, TransferKind, TransferNote } from '../contract/transfers.ts'
import { readableBytes } from '../domain/readable-bytes.ts'
import { printable } from '../domain/printable.ts'
import type { FetchRequest } from './fetch-arguments.ts'

export type FetchFailure = { readonly path: string; readonly reason: string }

/** How a fetch or a comparison ended: what `--json` prints. */
export type FetchReport = {
  readonly ok: boolean // everything asked for is there and verified
  readonly entries: number // files asked for, of those the archive has
  readonly files: number // of them, there and verified
  readonly skipped: number // of these, there before
  readonly bytesFetched: number // over the network in this run, the index included
  readonly bytesAvoided: number // of the archive, fetched neither in this run nor in those it went on from
  readonly bytesWritten: number // of the files that were written, in earlier runs too
  readonly requests: number // in this run
  readonly seconds: number
  readonly failures: readonly FetchFailure[] // file by file
  readonly renamed: readonly { readonly path: string; readonly localPath: string | null }[]
  readonly verified: Transfer['verified'] // of a zip that is there whole: by what; null for files
  readonly extra: readonly string[] // of a comparison: files in the folder that the archive does not have, the first of them
  readonly error: Failure | null // why it stopped, or what the failures amount to
}

export const nothingDone = {
  entries: 0,
  files: 0,
  skipped: 0,
  bytesAvoided: 0,
  bytesWritten: 0,
  failures: [],
  renamed: [],
  verified: null,
  extra: [],
} as const

type Costs = {
  readonly pricePerGigabyteUsd: number
  readonly aboutFetchedUsd: number
  readonly aboutAvoidedUsd: number
}

/** What bytes cost by a price that is an estimate. */
export function costsOf(
  { bytesFetched, bytesAvoided }: FetchReport,
  { pricePerGigabyteUsd }: Pick<FetchRequest, 'pricePerGigabyteUsd'>,
): Costs {
  const priceOf = (bytes: number): number => (bytes / 1e9) * pricePerGigabyteUsd
  return { pricePerGigabyteUsd, aboutFetchedUsd: priceOf(bytesFetched), aboutAvoidedUsd: priceOf(bytesAvoided) }
}

/** What notes tell, in the shape of a report. */
export function sortNotes(notes: readonly TransferNote[]): Pick<FetchReport, 'failures' | 'renamed'> {
  const failed = notes.filter(({ kind }) => kind === 'failed' || kind === 'refused')
  const renamed = notes.filter(({ kind }) => kind === 'renamed')
  return {
    failures: failed.map(({ path, message }) => ({ path, reason: message })),
    renamed: renamed.map(({ path, localPath }) => ({ path, localPath })),
  }
}

type Summarised = Pick<FetchRequest, 'mode' | 'kind' | 'pricePerGigabyteUsd'>

/** For people: every failure with its reason, then what it all amounts to. */
export function summarise(report: FetchReport, request: Summarised): string {
  const { mode, kind } = request
  const isPlanned = report.entries > 0 || report.ok
  const lines = [
    ...report.failures.map(({ path, reason }) => `${printable(path)}: ${reason}`),
    ...(report.renamed.length > 0 ? [renamedLine(report.renamed.length)] : []),
    ...(report.error ? [explain(report.error)] : []),
    ...(isPlanned ? [mode === 'verify' ? comparedLine(report, kind) : fetchedLine(report, kind)] : []),
    ...(isPlanned && mode === 'fetch' ? [costLine(costsOf(report, request), report)] : []),
  ]
  return `${lines.join('\n')}\n`
}

function explain({ message, details }: Failure): string {
  return details === null ? message : `${message}\n(${printable(details)})`
}

function renamedLine(count: number): string {
  return count === 1
    ? '1 file was saved under another name than it has in the archive; --json tells which.'
    : `${grouped(count)} files were saved under other names than they have in the archive; --json tells which.`
}

function comparedLine({ entries, files, extra }: FetchReport, kind: TransferKind): string {
  if (kind === 'archive') return `${grouped(files)} of ${grouped(entries)} entries of the zip are sound.`
  const same = `${grouped(files)} of ${countOfFiles(entries)} are the same as in the archive.`
  return extra.length === 0 ? same : `${same} In the folder: ${countOfFiles(extra.length)} more; --json tells which.`
}

function fetchedLine(report: FetchReport, kind: TransferKind): string {
  const { ok, entries, files, skipped } = report
  if (kind === 'archive')
    return `The archive is ${ok ? 'complete' : 'not complete'}: ${amounts(report)}.${verifiedBy(report)}`
  const before = skipped > 0 ? ` (${grouped(skipped)} were there before)` : ''
  return `${grouped(files)} of ${countOfFiles(entries)} are there and verified${before}: ${amounts(report)}.`
}

function verifiedBy({ verified }: FetchReport): string {
  if (verified === null) return ''
  return verified === 'none'
    ? ' Storage sent no checksum; --verify reads every entry.'
    : ' Checked against storage’s checksum.'
}

function amounts({ bytesFetched, bytesWritten, requests, seconds }: FetchReport): string {
  const wire = `${readableBytes(bytesFetched)} fetched in ${grouped(requests)} requests`
  return `${wire}, ${readableBytes(bytesWritten)} written, ${seconds.toFixed(1)} s`
}

function costLine({ aboutFetchedUsd, aboutAvoidedUsd }: Costs, { bytesFetched, bytesAvoided }: FetchReport): string {
  const fetched = `Fetched ${readableBytes(bytesFetched)}, ${roughMoney(aboutFetchedUsd)}`
  return `${fetched}; avoided ${readableBytes(bytesAvoided)}, ${roughMoney(aboutAvoidedUsd)}.`
}

function roughMoney(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < 0.01) return 'under 0.01 US$'
  return `about ${amountUsd.toFixed(2)} US$`
}

function countOfFiles(count: number): string {
  return count === 1 ? '1 file' : `${grouped(count)} files`
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}
