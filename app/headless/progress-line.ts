import type { Transfer } from '../contract/transfers.ts'
import type { CompareProgress } from '../transfers/compare-folder.ts'
import { readableBytes } from '../domain/readable-bytes.ts'

const barWidth = 24

/** One line on how far a transfer is, at most `columns` wide. */
export function progressLine(transfer: Transfer, columns: number): string {
  return lineOf(transfer).slice(0, Math.max(0, columns - 1))
}

/** One line on how far a comparison is, at most `columns` wide. */
export function compareLine(progress: CompareProgress, columns: number): string {
  const { checkedBytes, totalBytes, checkedFiles, totalFiles } = progress
  const bytes = `${readableBytes(checkedBytes)} of ${readableBytes(totalBytes)} compared`
  const files = `${checkedFiles.toLocaleString('en')} of ${totalFiles.toLocaleString('en')} files`
  return [bar(checkedBytes, totalBytes), bytes, files].join('  ').slice(0, Math.max(0, columns - 1))
}

function lineOf(transfer: Transfer): string {
  switch (transfer.state) {
    case 'queued':
    case 'reading-index':
      return 'Reading the list of files…'
    case 'waiting':
      return `Waiting for the network: ${transfer.failure?.message ?? ''}`
    case 'verifying':
      return 'Checking the last files…'
    case 'running':
    case 'paused':
    case 'done':
    case 'failed':
    case 'cancelled':
      return [bar(transfer.fetchedBytes, transfer.fetchBytes), amounts(transfer), speed(transfer), files(transfer)]
        .filter(Boolean)
        .join('  ')
  }
}

function bar(doneBytes: number, wholeBytes: number | null): string {
  const fraction = wholeBytes ? Math.min(1, doneBytes / wholeBytes) : 0
  const filled = Math.floor(fraction * barWidth)
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${String(Math.floor(fraction * 100)).padStart(3)} %`
}

function amounts({ fetchedBytes, fetchBytes }: Transfer): string {
  return `${readableBytes(fetchedBytes)} of ${readableBytes(fetchBytes ?? 0)}`
}

function speed({ bytesPerSecond, secondsLeft }: Transfer): string {
  if (bytesPerSecond === null) return ''
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`
  return `${readableBytes(Math.round(bytesPerSecond))}/s${left}`
}

function files({ entriesDone, entriesSkipped, entriesTotal, kind }: Transfer): string {
  if (kind === 'archive' || entriesTotal === null) return ''
  return `${(entriesDone + entriesSkipped).toLocaleString('en')} of ${entriesTotal.toLocaleString('en')} files`
}

/** "0:42", "12:05", "3:20:00". */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, place) => (place === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
