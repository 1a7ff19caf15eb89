import { describe, expect, it } from 'vitest'
import type { HistoryStep, Operation } from '../../../../app/contract/tasks.ts'
import { layOutTimeline } from '../../../../app/domain/task/timeline-layout.ts'

const step = (
  status: HistoryStep['status'],
  startedAtMs: number | null,
  endedAtMs: number | null,
  operations: Operation[] = [],
): HistoryStep => ({ status, alias: status, description: '', startedAtMs, endedAtMs, machineId: null, operations })

const operation = (startedAtMs: number | null, endedAtMs: number | null, state: Operation['state']): Operation => ({
  name: 'exec_command',
  alias: 'Run command',
  state,
  startedAtMs,
  endedAtMs,
  command: null,
  exitCode: null,
  attributes: {},
})

describe('layOutTimeline', () => {
  it('draws steps and commands to one scale', () => {
    const layout = layOutTimeline(
      [
        step('submitted', 1000, 2000),
        step('computation-started', 2000, 5000, [operation(2000, 3000, 'ok'), operation(3000, 5000, 'ok')]),
        step('success', 5000, null),
      ],
      9000,
    )
    expect(layout).toMatchObject({ startMs: 1000, endMs: 5000 })
    expect(layout?.bars.map(bar => [bar.startFraction, bar.widthFraction])).toEqual([
      [0, 0.25],
      [0.25, 0.75],
      [1, 0],
    ])
    expect(
      layout?.bars[1]?.operations.map(({ startFraction, widthFraction }) => [startFraction, widthFraction]),
    ).toEqual([
      [0.25, 0.25],
      [0.5, 0.5],
    ])
  })

  it('lets the last step and its running command reach until now', () => {
    const history = [
      step('started', 0, 1000),
      step('computation-started', 1000, null, [operation(1000, null, 'running')]),
    ]
    const layout = layOutTimeline(history, 4000)
    expect(layout?.endMs).toBe(4000)
    expect(layout?.bars[1]).toMatchObject({ durationMs: 3000, isOngoing: true })
    expect(layout?.bars[1]?.operations[0]).toMatchObject({ durationMs: 3000, isOngoing: true })
  })

  it('does not let a final status go on', () => {
    const layout = layOutTimeline([step('started', 0, 1000), step('failed', 1000, null)], 50_000)
    expect(layout?.endMs).toBe(1000)
    expect(layout?.bars[1]).toMatchObject({ isOngoing: false, durationMs: 0 })
  })

  it('keeps repeated phases after a pre-emption in their places', () => {
    const history = [
      step('submitted', 0, 100),
      step('started', 100, 200),
      step('spot-instance-preempted', 200, 300),
      step('submitted', 300, 400),
      step('started', 400, null),
    ]
    const layout = layOutTimeline(history, 500)
    expect(layout?.bars.map(({ startFraction }) => startFraction)).toEqual([0, 0.2, 0.4, 0.6, 0.8])
  })

  it('puts a step without times where the one before it ended', () => {
    const layout = layOutTimeline(
      [step('submitted', 0, 500), step('started', null, null), step('success', 1000, null)],
      0,
    )
    expect(layout?.bars[1]).toMatchObject({ startFraction: 0.5 })
  })

  it('stays within its bounds when an operation outlasts its step', () => {
    const layout = layOutTimeline([step('computation-started', 0, 100, [operation(50, 400, 'ok')])], 0)
    const spans = layout?.bars.flatMap(bar => [bar, ...bar.operations]) ?? []
    expect(spans.every(span => span.startFraction >= 0 && span.startFraction + span.widthFraction <= 1)).toBe(true)
  })

  it('has nothing to draw without any time', () => {
    expect(layOutTimeline([step('submitted', null, null)], 1000)).toBeNull()
    expect(layOutTimeline([], 1000)).toBeNull()
  })
})
