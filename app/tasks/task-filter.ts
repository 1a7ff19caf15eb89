import type { StatusCode, StatusGroup, TaskQuery } from '../contract/tasks.ts'
import { searchWords } from '../domain/task/search-text.ts'

/** A condition on the rows of `tasks`: SQL with one `?` per value. */
export type SqlCondition = { readonly sql: string; readonly values: readonly string[] }

/** The rows a query matches. */
export function queryCondition({ groups, codes, project, text }: TaskQuery): SqlCondition {
  const projects = project === null ? [] : [{ sql: 'project = ?', values: [project] }]
  return allOf([...statusCondition(groups, codes), ...projects, ...wordConditions(searchWords(text))])
}

/** The rows that hold all the words. */
export function textCondition(words: readonly string[]): SqlCondition {
  return allOf(wordConditions(words))
}

function statusCondition(groups: readonly StatusGroup[], codes: readonly StatusCode[]): readonly SqlCondition[] {
  if (groups.length === 0 && codes.length === 0) return []
  const sql = `(status_group IN (${marks(groups)}) OR status IN (${marks(codes)}))`
  return [{ sql, values: [...groups, ...codes] }]
}

function wordConditions(words: readonly string[]): readonly SqlCondition[] {
  return words.map(word => ({ sql: 'instr(search_text, ?) > 0', values: [word] }))
}

function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  if (conditions.length === 0) return { sql: 'TRUE', values: [] }
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
