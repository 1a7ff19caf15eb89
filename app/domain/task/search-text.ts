import type { ServiceTask } from './task-record.ts'

/** The words of a query: lower case, without repetitions. All of them must occur. */
export function searchWords(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))]
}

/** Everything of a task that a word may occur in, lower case, one line. */
export function searchableText(task: ServiceTask): string {
  const metadata = Object.entries(task.metadata).map(([name, value]) => `${name}=${value}`)
  const machine = [task.machine?.type, task.machine?.provider, task.machine?.name, task.machineGroup]
  const parts = [task.id, task.simulator, task.project, task.status, task.statusAlias, ...machine, ...metadata]
  return parts
    .filter(part => typeof part === 'string')
    .join(' ')
    .toLowerCase()
}
