import type { AppClient } from '../../../app/contract/contract.ts'
import type { Task, TaskId, TaskQuery } from '../../../app/contract/tasks.ts'

const pageSize = 500

/** The tasks of these ids among those a query matches, in the list's order. Reads the mirror, never the network. */
export async function findTasks(api: AppClient, ids: ReadonlySet<TaskId>, query: TaskQuery): Promise<readonly Task[]> {
  const found: Task[] = []
  for (let offset = 0; found.length < ids.size; offset += pageSize) {
    const page = await api.listTasks({ query, offset, limit: pageSize })
    found.push(...page.rows.filter(task => ids.has(task.id)))
    if (offset + pageSize >= page.total) break
  }
  return found
}

/** The tasks a query matches, in the list's order, at most so many. */
export async function findMatchingTasks(api: AppClient, query: TaskQuery, most: number): Promise<readonly Task[]> {
  const found: Task[] = []
  for (let total = Infinity; found.length < Math.min(total, most);) {
    const page = await api.listTasks({ query, offset: found.length, limit: Math.min(pageSize, most - found.length) })
    if (page.rows.length === 0) break
    found.push(...page.rows)
    total = page.total
  }
  return found
}

/** One task as the mirror knows it; null when it does not. */
export async function findTask(api: AppClient, id: TaskId): Promise<Task | null> {
  const query = { groups: [], codes: [], project: null, text: id }
  const { rows } = await api.listTasks({ query, offset: 0, limit: 10 })
  return rows.find(task => task.id === id) ?? null
}

/** The ids of a run of the list: both ends included, in either order. */
export async function findIdsBetween(
  api: AppClient,
  query: TaskQuery,
  from: number,
  to: number,
): Promise<readonly TaskId[]> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  const ids: TaskId[] = []
  for (let offset = first; offset <= last; offset += pageSize) {
    const { rows } = await api.listTasks({ query, offset, limit: Math.min(pageSize, last - offset + 1) })
    ids.push(...rows.map(task => task.id))
  }
  return ids
}
