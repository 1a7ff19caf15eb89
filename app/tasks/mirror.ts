import type { Emit } from '../contract/define.ts'
import type { taskEvents, TaskId } from '../contract/tasks.ts'
import type { Clock } from '../domain/clock.ts'
import type { TaskPage, TaskRecord, TaskWithHistory } from '../domain/task/task-record.ts'
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
  #lastQuestion = 0
  readonly #openQuestions = new Set<number>()
  readonly #toldBy = new Map<TaskId, number>() // by which question, while others are open

  constructor(store: TaskStore, clock: Clock, emit: Emit<typeof taskEvents>) {
    this.#store = store
    this.#clock = clock
    this.#emit = emit
  }

  /** Asks for a page of tasks and takes it over. Answers also how many of them were new here. */
  async readPage(ask: () => Promise<TaskPage>): Promise<TaskPage & { readonly inserted: number }> {
    const { answer, inserted } = await this.#take(ask, page => page.tasks)
    return { ...answer, inserted }
  }

  /** Asks for one task with its history and takes it over. */
  async readTask(ask: () => Promise<TaskWithHistory>): Promise<TaskWithHistory> {
    const { answer } = await this.#take(ask, task => [task])
    this.#store.putHistory(answer.task.id, answer.history, this.#clock.nowMs())
    return answer
  }

  /**
   * Answers may overtake each other: a long list asked for before a task was ended may arrive after the task itself was
   * read again. What a later question has told of a task is not replaced by the answer to an earlier one.
   */
  async #take<T>(ask: () => Promise<T>, recordsOf: (answer: T) => readonly TaskRecord[]) {
    const question = ++this.#lastQuestion
    this.#openQuestions.add(question)
    try {
      const answer = await ask()
      const records = recordsOf(answer).filter(({ task }) => (this.#toldBy.get(task.id) ?? 0) < question)
      for (const { task } of records) this.#toldBy.set(task.id, question)
      return { answer, inserted: this.#apply(records).inserted }
    } finally {
      this.#openQuestions.delete(question)
      if (this.#openQuestions.size === 0) this.#toldBy.clear()
    }
  }

  #apply(records: readonly TaskRecord[]): Applied {
    const applied = this.#store.apply(records)
    this.note(applied.changed)
    for (const { id, wasSeenRunning } of applied.finished) {
      const task = this.#store.get(id)
      if (task) this.#emit('taskFinished', { task, wasSeenRunning })
    }
    return applied
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
