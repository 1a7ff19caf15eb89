import type { Migration } from '../database.ts'

/**
 * The mirror of the account's tasks. What lists are filtered, counted and ordered by stands in narrow rows of its own,
 * so that a scan over 100,000 tasks reads a few megabytes; the rest is JSON beside it.
 */
export const createTaskTables: Migration = database => {
  database.exec(`
    CREATE TABLE tasks (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      is_active INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL,  -- 0 when the service named none
      status TEXT NOT NULL,
      status_group TEXT NOT NULL,
      project TEXT NOT NULL,
      search_text TEXT NOT NULL,       -- lower case
      announced_attempt INTEGER,       -- the attempt whose end has been told or needs no telling
      kill TEXT NOT NULL DEFAULT 'none',
      tasks_ahead INTEGER
    );
    CREATE INDEX tasks_in_order
      ON tasks (is_active DESC, created_at_ms DESC, id DESC, status_group, status, project);
    CREATE INDEX tasks_by_project
      ON tasks (project, is_active DESC, created_at_ms DESC, id DESC, status_group, status);
    CREATE INDEX tasks_with_text
      ON tasks (is_active DESC, created_at_ms DESC, id DESC, status_group, status, project, search_text);
    CREATE INDEX task_facets ON tasks (project, status_group, status);
    CREATE INDEX task_facets_with_text ON tasks (project, status_group, status, search_text);

    CREATE TABLE task_records (
      number INTEGER PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
      task TEXT NOT NULL,
      facts TEXT NOT NULL
    );
    CREATE TABLE task_histories (
      number INTEGER PRIMARY KEY REFERENCES tasks ON DELETE CASCADE,
      history TEXT NOT NULL,
      as_of_ms INTEGER NOT NULL
    );
    CREATE TABLE task_sync (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  `)
}
