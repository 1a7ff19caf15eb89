import type { ArchiveKind } from '../../contract/outputs.ts'
import type { Task, TaskId } from '../../contract/tasks.ts'
import { safeName } from './local-names.ts'

/** What a template may say of a task. */
export type TemplateTask = Pick<Task, 'id' | 'project' | 'simulator' | 'status' | 'createdAtMs'>

type Facts = { readonly task: TemplateTask; readonly archive: ArchiveKind }

const values: Readonly<Record<string, (facts: Facts) => string>> = {
  project: ({ task }) => task.project,
  simulator: ({ task }) => task.simulator,
  id: ({ task }) => task.id,
  id8: ({ task }) => shortId(task.id),
  status: ({ task }) => task.status,
  date: ({ task }) => (task.createdAtMs === null ? 'undated' : new Date(task.createdAtMs).toISOString().slice(0, 10)),
  archive: ({ archive }) => (archive === 'output' ? 'outputs' : 'inputs'),
}

/** `date` is the day of submission in UTC, so that a folder has the same name wherever it is made. */
export const templatePlaceholders: readonly string[] = Object.keys(values)

export const longestTemplate = 300

export type TemplateProblem =
  | { readonly kind: 'empty' | 'too-long' | 'absolute' | 'climbs-out' | 'brace' | 'shared' }
  | { readonly kind: 'unknown-placeholder'; readonly name: string }

/** Where the files of each of several tasks go below one folder, unless the person says otherwise. */
export function usualTemplate(archive: ArchiveKind): string {
  return archive === 'output' ? '{project}/{simulator}-{id8}' : '{project}/{simulator}-{id8}/{archive}'
}

/** Where the files of one task go below the folder of all downloads: the very place the vendor's own client uses. */
export const usualTaskTemplate = '{id}/{archive}'

/** As `judgeTemplate`, of a template for whatever comes: only an id keeps the tasks apart. */
export function judgeTaskTemplate(template: string): TemplateProblem | null {
  const problem = judgeTemplate(template)
  if (problem) return problem
  return names(template).some(name => name === 'id' || name === 'id8') ? null : { kind: 'shared' }
}

/** The folder of one task, as `foldersOf`; inputs never lie among outputs. */
export function folderOfTask(template: string, archive: ArchiveKind, task: TemplateTask): string {
  const isApart = archive === 'output' || names(template).includes('archive')
  return expand(isApart ? template : `${template}/{archive}`, { task, archive }, '')
}

/** Looks at a template as somebody typed it. Null when folders can be named by it. */
export function judgeTemplate(template: string): TemplateProblem | null {
  const parts = partsOf(template)
  if (parts.length === 0) return { kind: 'empty' }
  if (template.length > longestTemplate) return { kind: 'too-long' }
  if (/^\s*(?:[\\/~]|[A-Za-z]:)/.test(template)) return { kind: 'absolute' }
  if (parts.includes('..')) return { kind: 'climbs-out' }
  const unknown = names(template).find(name => !templatePlaceholders.includes(name))
  if (unknown !== undefined) return { kind: 'unknown-placeholder', name: unknown }
  return /[{}]/.test(template.replace(placeholder, '')) ? { kind: 'brace' } : null
}

/** What is wrong with a template, and what to write instead. */
export function describeTemplateProblem(problem: TemplateProblem): string {
  const known = templatePlaceholders.map(name => `{${name}}`).join(' ')
  switch (problem.kind) {
    case 'empty':
      return 'Say how the folder of a task is called, such as {project}/{id8}.'
    case 'too-long':
      return `This can have ${longestTemplate} letters at most.`
    case 'absolute':
      return 'These folders lie below the one chosen, so leave out what leads elsewhere at the beginning.'
    case 'climbs-out':
      return 'These folders lie below the one chosen, so “..” cannot be a part of them.'
    case 'shared':
      return 'Without {id} or {id8} different tasks would share a folder.'
    case 'brace':
      return `A brace stands alone. Placeholders are ${known}.`
    case 'unknown-placeholder':
      return `{${problem.name}} is not known. Placeholders are ${known}.`
  }
}

/**
 * The folder of each task, relative with "/", by a template that was judged. No name leads out of the folder it stands
 * in, and all are accepted by Windows, macOS and Linux. All folders are equally deep, so that none lies in another;
 * tasks that would share one get their id at the end of its name.
 */
export function foldersOf(
  template: string,
  archive: ArchiveKind,
  tasks: readonly TemplateTask[],
): ReadonlyMap<TaskId, string> {
  const suffixes = new Map<TaskId, string>()
  const folderOf = (task: TemplateTask) => expand(template, { task, archive }, suffixes.get(task.id) ?? '')
  for (const suffixOf of [(task: TemplateTask) => `-${shortId(task.id)}`, (task: TemplateTask) => `-${task.id}`]) {
    const sharing = tasksByFolder(tasks, folderOf).filter(group => group.length > 1)
    for (const task of sharing.flat()) suffixes.set(task.id, suffixOf(task))
  }
  return new Map(tasks.map(task => [task.id, folderOf(task)]))
}

const placeholder = /\{(\w*)\}/g

function names(template: string): readonly string[] {
  return template
    .matchAll(placeholder)
    .map(([, name = '']) => name)
    .toArray()
}

function partsOf(template: string): readonly string[] {
  return template
    .split(/[\\/]/)
    .map(part => part.trim())
    .filter(part => part !== '' && part !== '.')
}

function expand(template: string, facts: Facts, suffix: string): string {
  const parts = partsOf(template)
  return parts
    .map((part, place) => fill(part, facts) + (place === parts.length - 1 ? suffix : ''))
    .map(safeName)
    .join('/')
}

/** What a task says of itself never makes a folder of its own. */
function fill(part: string, facts: Facts): string {
  return part.replace(placeholder, (_, name: string) => {
    const value = values[name]?.(facts).replace(/[\\/]/g, '-').trim() ?? ''
    return value === '' ? 'unknown' : value
  })
}

function shortId(id: TaskId): string {
  return id.slice(0, 8)
}

/** File systems that know no case, and those that compose letters, take these names for the same. */
function tasksByFolder(
  tasks: readonly TemplateTask[],
  folderOf: (task: TemplateTask) => string,
): readonly (readonly TemplateTask[])[] {
  const groups = Map.groupBy(tasks, task => folderOf(task).normalize('NFC').toLowerCase())
  return [...groups.values()]
}
