import type { DatabaseSync } from 'node:sqlite'

/** What the mirror remembers about itself. Absent values are null. */
export type SyncValue =
  | 'revision'
  | 'watched_since_ms' // when this account was first watched on this computer
  | 'last_success_at_ms'
  | 'total_tasks'
  | 'catch_up_page' // next page of 500 to read until known tasks are met; 0 when there is no gap
  | 'history_page' // next page of 500 of the whole history; 0 when it is complete

/** Numbers by name, kept with the mirror so that both are always of one transaction. */
export class TaskSyncStore {
  readonly #read
  readonly #write

  constructor(database: DatabaseSync) {
    this.#read = database.prepare('SELECT value FROM task_sync WHERE name = ?')
    this.#write = database.prepare('INSERT OR REPLACE INTO task_sync (name, value) VALUES (?, ?)')
  }

  get(name: SyncValue): number | null {
    const value = this.#read.get(name)?.['value']
    return typeof value === 'number' ? value : null
  }

  set(name: SyncValue, value: number): void {
    this.#write.run(name, value)
  }
}
