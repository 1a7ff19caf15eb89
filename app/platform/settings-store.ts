import type { DatabaseSync } from 'node:sqlite'
import type { z } from 'zod'

/** Named JSON values of this computer, in SQLite. Never credentials. */
export interface SettingsStore {
  /** The value under a name, or undefined where there is none or it does not fit the schema (of another version). */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined
  write(name: string, value: unknown): void
  remove(name: string): void
}

export function createSettingsStore(database: DatabaseSync): SettingsStore {
  const select = database.prepare('SELECT value FROM setting WHERE name = ?')
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const remove = database.prepare('DELETE FROM setting WHERE name = ?')
  return {
    read(name, schema) {
      const text = select.get(name)?.['value']
      return typeof text === 'string' ? schema.safeParse(JSON.parse(text)).data : undefined
    },
    write: (name, value) => void upsert.run(name, JSON.stringify(value)),
    remove: name => void remove.run(name),
  }
}
