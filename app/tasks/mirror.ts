import type { Emit } from '../contract/define.ts'
import type { taskEvents, TaskId } from '../contract/tasks.ts'
import type { Clock } from '../domain/clock.ts'
import type { TaskRecord, TaskWithHistory } from '../domain/task/task-record.ts'
import type { Applied, TaskStore } from './task-store.ts'

const coalesceMs = 100
const mostNamedIds = 200

/** The only way into the store for what the service says: every change is announced, every end exactly once. */
export class Mirror {
  readonly #store: TaskStore
  readonly #clock: Clock
  readonly #emit: Emit<typeof taskEvents>
  readonly #changed = new Set<TaskId>()
  #cancelFlush: (() => void) | null = null

  constructor(store: TaskStore, clock: Clock, emit: Emit<typeof taskEvents>) {
    this.#store = store
    this.#clock = clock
    this.#emit = emit
  }

  apply(records: readonly TaskRecord[]): Applied {
    const applied = this.#store.apply(records)
    this.note(applied.changed)
    for (const { id, wasSeenRunning } of applied.finished) {
      const task = this.#store.get(id)
      if (task) this.#emit('taskFinished', { task, wasSeenRunning })
    }
    return applied
  }

  applyDetail(detail: TaskWithHistory): void {
    this.apply([detail])
    this.#store.putHistory(detail.task.id, detail.history, this.#clock.nowMs())
  }

  /** Says soon that these rows changed: together with what else changes within a tenth of a second. */
  note(ids: readonly TaskId[]): void {
    for (const id of ids) this.#changed.add(id)
    if (this.#changed.size > 0) this.#cancelFlush ??= this.#clock.after(coalesceMs, () => this.flush())
  }

  flush(): void {
    this.#cancelFlush?.()
    this.#cancelFlush = null
    if (this.#changed.size === 0) return
    const ids = this.#changed.size > mostNamedIds ? [] : [...this.#changed]
    this.#changed.clear()
    this.#emit('tasksChanged', { revision: this.#store.revision(), ids })
  }
}
