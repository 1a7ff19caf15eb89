import type { HistoryStep } from '../../contract/tasks.ts'
import { isEndedCode } from './status.ts'

/** A run of time on the timeline: both fractions lie in 0 … 1 of its whole length. */
export type Span = {
  readonly startFraction: number
  readonly widthFraction: number
  readonly durationMs: number
  readonly isOngoing: boolean
}

/** One step of the history, drawn to scale. `stepIndex` and `operationIndex` point into the history. */
export type TimelineBar = Span & {
  readonly stepIndex: number
  readonly operations: readonly (Span & { readonly operationIndex: number })[]
}

export type TimelineLayout = {
  readonly startMs: number
  readonly endMs: number // now while something is going on
  readonly bars: readonly TimelineBar[]
}

type Times = { readonly startedAtMs: number | null; readonly endedAtMs: number | null }
type Interval = { readonly startMs: number; readonly endMs: number; readonly isOngoing: boolean }

/**
 * Places every step of a history, oldest first, and every operation within it on one linear scale. Null when no step
 * has a time. A step without a start begins where the one before it ended; a final status is a point, not a bar.
 */
export function layOutTimeline(history: readonly HistoryStep[], nowMs: number): TimelineLayout | null {
  const firstMs = history.find(step => step.startedAtMs !== null)?.startedAtMs
  if (firstMs === undefined || firstMs === null) return null
  const steps = stepIntervals(history, firstMs, nowMs)
  const operations = history.map(step => step.operations.map(operation => operationInterval(operation, nowMs)))
  const all = [...steps, ...operations.flat()].filter(interval => interval !== null)
  const startMs = Math.min(...all.map(interval => interval.startMs))
  const endMs = Math.max(...all.map(interval => interval.endMs))
  const toSpan = spanOf(startMs, endMs)
  const bars = steps.map((step, stepIndex) => ({
    ...toSpan(step),
    stepIndex,
    operations: (operations[stepIndex] ?? []).flatMap((interval, operationIndex) =>
      interval === null ? [] : [{ ...toSpan(interval), operationIndex }],
    ),
  }))
  return { startMs, endMs, bars }
}

function stepIntervals(history: readonly HistoryStep[], firstMs: number, nowMs: number): readonly Interval[] {
  let previousEndMs = firstMs
  return history.map((step, index) => {
    const startMs = step.startedAtMs ?? previousEndMs
    const isOngoing = step.endedAtMs === null && index === history.length - 1 && !isEndedCode(step.status)
    const endMs = Math.max(startMs, step.endedAtMs ?? (isOngoing ? nowMs : (nextStartMs(history, index) ?? startMs)))
    previousEndMs = endMs
    return { startMs, endMs, isOngoing }
  })
}

function nextStartMs(history: readonly HistoryStep[], index: number): number | null {
  return history[index + 1]?.startedAtMs ?? null
}

function operationInterval(operation: Times & { readonly state: string }, nowMs: number): Interval | null {
  if (operation.startedAtMs === null) return null
  const isOngoing = operation.endedAtMs === null && operation.state === 'running'
  const endMs = operation.endedAtMs ?? (isOngoing ? nowMs : operation.startedAtMs)
  return { startMs: operation.startedAtMs, endMs: Math.max(operation.startedAtMs, endMs), isOngoing }
}

function spanOf(startMs: number, endMs: number): (interval: Interval) => Span {
  const lengthMs = Math.max(1, endMs - startMs)
  return interval => ({
    startFraction: (interval.startMs - startMs) / lengthMs,
    widthFraction: (interval.endMs - interval.startMs) / lengthMs,
    durationMs: interval.endMs - interval.startMs,
    isOngoing: interval.isOngoing,
  })
}
