import type { DatabaseSync } from 'node:sqlite'
import type { HistoryStep, TaskId } from '../contract/tasks.ts'
import { judgeFinish, type FinishJudgement } from '../domain/task/judge-finish.ts'
import { searchableText } from '../domain/task/search-text.ts'
import type { ServiceTask, TaskRecord } from '../domain/task/task-record.ts'

/** What one record did to the mirror. */
export type RecordEffect = {
  readonly change: 'inserted' | 'updated' | 'none'
  readonly finish: FinishJudgement
  readonly wasKillAsked: boolean // here, before this record came
}

type Known = {
  readonly number: number
  readonly isActive: boolean
  readonly createdAtMs: number
  readonly announcedAttempt: number | null
  readonly kill: string
  readonly task: string
  readonly facts: string
}

const findSql = `
  SELECT number, is_active, created_at_ms, announced_attempt, kill, task, facts
  FROM tasks JOIN task_records USING (number) WHERE id = ?`
const insertSql = `
  INSERT INTO tasks (id, is_active, created_at_ms, status, status_group, project, search_text, announced_attempt)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
const updateSql = `
  UPDATE tasks SET is_active = ?, created_at_ms = ?, status = ?, status_group = ?, project = ?, search_text = ?,
    announced_attempt = ?, kill = ?, tasks_ahead = iif(? = 'submitted', tasks_ahead, NULL)
  WHERE number = ?`

/** Writes single records. Transactions are the caller's. Rows that would not change are not written. */
export class TaskWriter {
  readonly #find
  readonly #insert
  readonly #update
  readonly #putRecord
  readonly #putHistory

  constructor(database: DatabaseSync) {
    this.#find = database.prepare(findSql)
    this.#insert = database.prepare(insertSql)
    this.#update = database.prepare(updateSql)
    this.#putRecord = database.prepare('INSERT OR REPLACE INTO task_records (number, task, facts) VALUES (?, ?, ?)')
    this.#putHistory = database.prepare(
      'INSERT OR REPLACE INTO task_histories (number, history, as_of_ms) SELECT number, ?, ? FROM tasks WHERE id = ?',
    )
  }

  put({ task, facts }: TaskRecord, watchedSinceMs: number | null): RecordEffect {
    const known = this.#known(task.id)
    const json = { task: JSON.stringify(task), facts: JSON.stringify(facts) }
    const before = known && { isActive: known.isActive, announcedAttempt: announcedOf(known, task) }
    const finish = judgeFinish(task, before, watchedSinceMs)
    const isSame = known?.task === json.task && known.facts === json.facts
    const wasKillAsked = known !== undefined && known.kill !== 'none'
    if (isSame && finish.kind === 'none') return { change: 'none', finish, wasKillAsked }
    const announced = finish.kind === 'none' ? (before?.announcedAttempt ?? null) : task.retries
    const number = known ? this.#updateRow(known, task, announced) : this.#insertRow(task, announced)
    this.#putRecord.run(number, json.task, json.facts)
    return { change: known ? 'updated' : 'inserted', finish, wasKillAsked }
  }

  putHistory(id: TaskId, history: readonly HistoryStep[], asOfMs: number): void {
    this.#putHistory.run(JSON.stringify(history), asOfMs, id)
  }

  #known(id: TaskId): Known | undefined {
    const row = this.#find.get(id)
    if (!row) return undefined
    const announced = row['announced_attempt']
    return {
      number: Number(row['number']),
      isActive: row['is_active'] === 1,
      createdAtMs: Number(row['created_at_ms']),
      announcedAttempt: typeof announced === 'number' ? announced : null,
      kill: String(row['kill']),
      task: String(row['task']),
      facts: String(row['facts']),
    }
  }

  #insertRow(task: ServiceTask, announced: number | null): number | bigint {
    return this.#insert.run(task.id, ...sharedColumns(task), announced).lastInsertRowid
  }

  #updateRow(known: Known, task: ServiceTask, announced: number | null): number {
    this.#update.run(...sharedColumns(task), announced, killAfter(known.kill, task), task.status, known.number)
    return known.number
  }
}

function sharedColumns(task: ServiceTask) {
  const isActive = task.isTerminated ? 0 : 1
  return [isActive, task.createdAtMs ?? 0, task.status, task.group, task.project, searchableText(task)] as const
}

/** An active task with another creation time is another task under the same id, as the sample account has them. */
function announcedOf(known: Known, task: ServiceTask): number | null {
  const isAnother = !task.isTerminated && known.createdAtMs !== (task.createdAtMs ?? 0)
  return isAnother ? null : known.announcedAttempt
}

/** Our own request is of no more interest once the task has ended, and no longer in doubt once the service obeys. */
function killAfter(kill: string, task: ServiceTask): string {
  if (task.isTerminated) return 'none'
  return kill === 'unconfirmed' && task.status === 'pending-kill' ? 'requested' : kill
}
