import type { Migration } from './database.ts'

const createSettings: Migration = database => {
  database.exec('CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID')
}

/** What is kept for this computer rather than for an account: it must be there before anyone has signed in. */
export const settingsMigrations: readonly Migration[] = [createSettings]
