import type { EventValues } from '../../../app/contract/define.ts'
import type { taskEvents, TaskQuery } from '../../../app/contract/tasks.ts'
import type { Clock } from '../../../app/domain/clock.ts'
import { createTaskService, type TaskService } from '../../../app/tasks/task-service.ts'
import { FakeTaskSource } from '../../fakes/fake-task-source.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { accountFile } from './account-database.ts'

export const everything: TaskQuery = { groups: [], codes: [], project: null, text: '' }

type Values = EventValues<typeof taskEvents>
export type Heard = { [N in keyof Values]: Values[N][] }

/** Lets everything go on that waits for nothing but an answer of the fake service. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** An account on one computer, watched by an app that can be closed and started again. */
export function watchedAccount() {
  const file = accountFile()
  const clock = new ManualClock()
  const source = new FakeTaskSource()
  const { log, lines } = recordingLog()
  const running: (() => Promise<void>)[] = []

  const start = async (options: { clock?: Clock } = {}) => {
    const heard: Heard = { tasksChanged: [], taskSyncChanged: [], taskFinished: [] }
    const database = file.open()
    const service = createTaskService({
      api: source,
      database,
      clock: options.clock ?? clock,
      log,
      emit: (name, value) => (heard[name] as unknown[]).push(value),
      random: () => 0,
    })
    const close = async () => {
      await service.stop()
      database.close()
    }
    running.push(close)
    service.start()
    await settle()
    return { service, heard, close: () => (running.splice(running.indexOf(close), 1), close()) }
  }

  const pass = async (ms: number) => {
    clock.advance(ms)
    await settle()
  }

  const remove = async () => {
    await Promise.all(running.splice(0).map(close => close()))
    file.remove()
  }

  return { source, clock, lines, start, pass, remove }
}

export function idsOf(service: TaskService): string[] {
  return service.list(everything, { offset: 0, limit: 500 }).rows.map(({ id }) => id)
}
