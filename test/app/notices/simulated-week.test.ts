import { afterEach, expect, it } from 'vitest'
import type { TaskRecord } from '../../../app/domain/task/task-record.ts'
import { taskRecord } from '../../fakes/task-records.ts'
import { noticeComputer, type RunningApp } from './notice-computer.ts'

const minute = 60_000
const hour = 60 * minute
const startMs = Date.parse('2026-01-05T00:00:00Z') // a Monday

let computer: ReturnType<typeof noticeComputer> | undefined
afterEach(() => computer?.remove())

/** Numbers from 0 to 1, the same ones for a seed. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** The service through a week: one task ends every fifty minutes or so, one in four of them badly. */
function weekOfTasks(
  roll: () => number,
): readonly { readonly endedAtMs: number; readonly id: string; readonly isBad: boolean }[] {
  return Array.from({ length: 200 }, (_, at) => ({
    id: `task${at}`,
    endedAtMs: startMs + Math.floor(roll() * 7 * 24 * hour),
    isBad: roll() < 0.25,
  }))
}

/** Every notice with the number of popups that told it anew: one that takes another's place tells nothing anew. */
function timesTold(popups: readonly RunningApp['heard']['noticeRaised'][number][], told: Map<number, number>): void {
  for (const popup of popups) {
    const before = new Set(popups.filter(({ id }) => popup.replaces.includes(id)).flatMap(({ noticeIds }) => noticeIds))
    for (const id of popup.noticeIds) if (!before.has(id)) told.set(id, (told.get(id) ?? 0) + 1)
  }
}

it.each([1, 2, 3])(
  'tells each end of a week once and none twice, with the app closed half of the time, crashes and quiet nights (%i)',
  seed => {
    const roll = dice(seed)
    const week = weekOfTasks(roll)
    const there = (computer = noticeComputer(startMs))
    const answer = (nowMs: number): TaskRecord[] =>
      week.map(({ id, endedAtMs, isBad }) =>
        endedAtMs > nowMs
          ? taskRecord(id, { status: 'computation-started' })
          : taskRecord(id, { status: isBad ? 'failed' : 'success', endedAtMs }),
      )
    const told = new Map<number, number>()
    const listed = new Set<string>()
    let app = there.start() as RunningApp | null
    app?.setRules({ quietHours: [{ fromMinute: 22 * 60, toMinute: 6 * 60, days: [1, 2, 3, 4, 5, 6, 7] }] })
    const stop = (how: 'close' | 'crash') => {
      if (!app) return
      for (const { about } of app.notices.list()) listed.add(about.taskId)
      timesTold(app.heard.noticeRaised, told)
      app[how]()
      app = null
    }
    while (there.clock.nowMs() < startMs + 8 * 24 * hour) {
      if (app === null && roll() < 0.2) app = there.start()
      app?.tasks.apply(answer(there.clock.nowMs()))
      const chance = roll()
      if (chance < 0.05) stop('crash')
      else there.clock.advance(Math.floor(roll() * 40 * minute))
      if (chance > 0.85) stop('close')
    }
    app ??= there.start()
    app.tasks.apply(answer(there.clock.nowMs()))
    there.clock.advance(12 * hour)
    stop('close')
    expect(listed.size).toBe(week.length)
    expect(told.size).toBe(week.length)
    expect(new Set(told.values())).toEqual(new Set([1]))
  },
  120_000, // it computes all the way: seconds on a computer that does nothing else, many more on a busy one
)
