import type { DatabaseSync } from 'node:sqlite'
import { taskIdSchema, type HistoryStep, type Task, type TaskId, type TaskQuery } from '../contract/tasks.ts'
import { inTransaction } from '../domain/in-transaction.ts'
import { searchWords } from '../domain/task/search-text.ts'
import type { TaskFacts, TaskRecord } from '../domain/task/task-record.ts'
import { countsOf, toFacet, totalOf, type Facet, type TaskCounts } from './task-counts.ts'
import { queryCondition, textCondition } from './task-filter.ts'
import { toFacts, toHistory, toTask } from './task-rows.ts'
import { TaskSyncStore } from './task-sync-store.ts'
import { TaskWriter } from './task-writer.ts'

const inOrder = 'is_active DESC, created_at_ms DESC, id DESC'
const rowSql = 'SELECT tasks.*, task FROM tasks JOIN task_records USING (number)'
const detailSql = `
  SELECT tasks.*, task, facts, history, as_of_ms
  FROM tasks JOIN task_records USING (number) LEFT JOIN task_histories USING (number) WHERE id = ?`

/** What a page of the service did to the mirror. */
export type Applied = {
  readonly changed: readonly TaskId[]
  readonly inserted: number
  readonly finished: readonly { readonly id: TaskId; readonly wasSeenRunning: boolean }[]
}

/** Takes the end of a task down, in the transaction of the mirror. */
export type RecordEnd = (task: Task, wasKillAsked: boolean) => void

/** What the mirror knows about one task. `asOfMs` is null when its history was never read. */
export type StoredDetail = {
  readonly task: Task
  readonly facts: TaskFacts
  readonly history: HistoryStep[]
  readonly asOfMs: number | null
}

/** The mirror on disk. Every change of a task grows the revision, in the same transaction. */
export class TaskStore {
  readonly sync: TaskSyncStore
  readonly #database: DatabaseSync
  readonly #writer: TaskWriter
  readonly #recordEnd: RecordEnd
  /** Counts per text, of one revision: scrolling a list asks for the same total over and over. */
  #facets: { readonly revision: number; readonly byText: Map<string, readonly Facet[]> }

  constructor(database: DatabaseSync, recordEnd: RecordEnd = () => undefined) {
    this.#database = database
    this.#recordEnd = recordEnd
    this.#writer = new TaskWriter(database)
    this.sync = new TaskSyncStore(database)
    this.#facets = { revision: this.revision(), byText: new Map() }
  }

  revision(): number {
    return this.sync.get('revision') ?? 0
  }

  /** One window of the matches: active tasks first, then newest submission first. */
  list(query: TaskQuery, offset: number, limit: number): { readonly total: number; readonly rows: Task[] } {
    const { sql, values } = queryCondition(query)
    const page = `SELECT number FROM ${listTable(query.text)} WHERE ${sql} ORDER BY ${inOrder} LIMIT ? OFFSET ?`
    const rows = this.#database
      .prepare(`${rowSql} WHERE number IN (${page}) ORDER BY ${inOrder}`)
      .all(...values, limit, offset)
    return { total: totalOf(this.#facetsOf(query.text), query), rows: rows.map(toTask) }
  }

  listIds(query: TaskQuery, limit: number): TaskId[] {
    const { sql, values } = queryCondition(query)
    const matches = `SELECT id FROM ${listTable(query.text)} WHERE ${sql} ORDER BY ${inOrder} LIMIT ?`
    return toIds(this.#database.prepare(matches).all(...values, limit))
  }

  count(query: TaskQuery): TaskCounts {
    return countsOf(this.#facetsOf(query.text), query)
  }

  size(): number {
    return Number(this.#database.prepare('SELECT count(*) AS count FROM tasks').get()?.['count'])
  }

  get(id: TaskId): Task | undefined {
    const row = this.#database.prepare(`${rowSql} WHERE id = ?`).get(id)
    return row && toTask(row)
  }

  detail(id: TaskId): StoredDetail | undefined {
    const row = this.#database.prepare(detailSql).get(id)
    if (!row) return undefined
    const asOfMs = typeof row['as_of_ms'] === 'number' ? row['as_of_ms'] : null
    return { task: toTask(row), facts: toFacts(row), history: toHistory(row), asOfMs }
  }

  activeIds(): TaskId[] {
    return toIds(this.#database.prepare(`SELECT id FROM tasks WHERE is_active = 1 ORDER BY ${inOrder}`).all())
  }

  queuedIds(): TaskId[] {
    const sql = `SELECT id FROM tasks WHERE is_active = 1 AND status = 'submitted' ORDER BY ${inOrder}`
    return toIds(this.#database.prepare(sql).all())
  }

  /** Active tasks that this app has asked to end. */
  killIds(): TaskId[] {
    const sql = `SELECT id FROM tasks WHERE is_active = 1 AND kill <> 'none' ORDER BY ${inOrder}`
    return toIds(this.#database.prepare(sql).all())
  }

  /** Takes records over, all or none. Ends of tasks are judged and marked as told in the same transaction. */
  apply(records: readonly TaskRecord[]): Applied {
    return inTransaction(this.#database, () => {
      const watchedSinceMs = this.sync.get('watched_since_ms')
      const effects = records.map(record => ({ id: record.task.id, ...this.#writer.put(record, watchedSinceMs) }))
      const changed = effects.filter(({ change }) => change !== 'none').map(({ id }) => id)
      if (changed.length > 0) this.#grow()
      for (const { id, finish, wasKillAsked } of effects) {
        const task = finish.kind === 'announce' ? this.get(id) : undefined
        if (task) this.#recordEnd(task, wasKillAsked)
      }
      return {
        changed,
        inserted: effects.filter(({ change }) => change === 'inserted').length,
        finished: effects.flatMap(({ id, finish }) =>
          finish.kind === 'announce' ? [{ id, wasSeenRunning: finish.wasSeenRunning }] : [],
        ),
      }
    })
  }

  putHistory(id: TaskId, history: readonly HistoryStep[], asOfMs: number): void {
    this.#writer.putHistory(id, history, asOfMs)
  }

  /** Answers whether that was news. */
  setKill(id: TaskId, kill: Task['kill']): boolean {
    return this.#change('UPDATE tasks SET kill = ?1 WHERE id = ?2 AND kill <> ?1', kill, id)
  }

  setTasksAhead(id: TaskId, tasksAhead: number | null): boolean {
    return this.#change('UPDATE tasks SET tasks_ahead = ?1 WHERE id = ?2 AND tasks_ahead IS NOT ?1', tasksAhead, id)
  }

  /** For a task that the service no longer knows. */
  remove(id: TaskId): boolean {
    return this.#change('DELETE FROM tasks WHERE id = ?', id)
  }

  #change(sql: string, ...values: (string | number | null)[]): boolean {
    return inTransaction(this.#database, () => {
      const isNews = this.#database.prepare(sql).run(...values).changes > 0
      if (isNews) this.#grow()
      return isNews
    })
  }

  #facetsOf(text: string): readonly Facet[] {
    const revision = this.revision()
    if (this.#facets.revision !== revision) this.#facets = { revision, byText: new Map() }
    const words = searchWords(text)
    const key = words.join(' ')
    const facets = this.#facets.byText.get(key) ?? this.#countFacets(words)
    this.#facets.byText.set(key, facets)
    return facets
  }

  #countFacets(words: readonly string[]): readonly Facet[] {
    const { sql, values } = textCondition(words)
    const grouped = `
      SELECT project, status_group, status, count(*) AS count
      FROM ${countTable(words)} WHERE ${sql} GROUP BY project, status_group, status`
    return this.#database
      .prepare(grouped)
      .all(...values)
      .map(toFacet)
  }

  #grow(): void {
    this.sync.set('revision', this.revision() + 1)
  }
}

/**
 * The order of lists and of counts, each with and without the searched text. Where words are looked for, everything is
 * read from one index from end to end, and no row beside it is touched: else 100,000 of them would be, one by one.
 */
function listTable(text: string): string {
  return searchWords(text).length > 0 ? 'tasks INDEXED BY tasks_with_text' : 'tasks'
}

function countTable(words: readonly string[]): string {
  return words.length > 0 ? 'tasks INDEXED BY task_facets_with_text' : 'tasks'
}

function toIds(rows: readonly Readonly<Record<string, unknown>>[]): TaskId[] {
  return rows.map(row => taskIdSchema.parse(row['id']))
}
