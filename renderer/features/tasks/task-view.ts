import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TaskId, TaskQuery } from '../../../app/contract/tasks.ts'

export const detailTabs = ['overview', 'files', 'metadata'] as const
export type DetailTab = (typeof detailTabs)[number]

export const everything: TaskQuery = { groups: [], codes: [], project: null, text: '' }

/** What the person looks at: interface state that the core does not know. */
export type TaskViewState = {
  readonly query: TaskQuery
  readonly openId: TaskId | null
  readonly tab: DetailTab
  /** The task whose log was asked for: the overview shows it and brings it into sight. */
  readonly logWantedOf: TaskId | null
  readonly selected: ReadonlySet<TaskId>
  /** Tasks that a kill is being asked for; null while none is. */
  readonly killing: readonly TaskId[] | null
}

export type TaskView = StoreApi<TaskViewState> & {
  /** Changes what the list shows. The selection goes: it could hold tasks nobody sees. */
  changeQuery(change: Partial<TaskQuery>): void
  openTask(id: TaskId): void
  /** Opens a task at the last lines it printed. */
  showLog(id: TaskId): void
  closeTask(): void
  showTab(tab: DetailTab): void
  toggleSelected(id: TaskId): void
  select(ids: Iterable<TaskId>): void
  clearSelection(): void
  askToKill(ids: readonly TaskId[]): void
  endKilling(): void
}

const nothing: ReadonlySet<TaskId> = new Set()

export function createTaskView(): TaskView {
  const store = createStore<TaskViewState>(() => ({
    query: everything,
    openId: null,
    tab: 'overview',
    logWantedOf: null,
    selected: nothing,
    killing: null,
  }))
  const { getState, setState } = store
  return {
    ...store,
    changeQuery: change => setState({ query: { ...getState().query, ...change }, selected: nothing }),
    openTask: id => setState({ openId: id, logWantedOf: null }),
    showLog: id => setState({ openId: id, tab: 'overview', logWantedOf: id }),
    closeTask: () => setState({ openId: null }),
    showTab: tab => setState({ tab }),
    toggleSelected: id => setState({ selected: toggled(getState().selected, id) }),
    select: ids => setState({ selected: new Set(ids) }),
    clearSelection: () => setState({ selected: nothing }),
    askToKill: ids => setState({ killing: ids }),
    endKilling: () => setState({ killing: null }),
  }
}

function toggled(ids: ReadonlySet<TaskId>, id: TaskId): ReadonlySet<TaskId> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

export function isFiltered({ groups, codes, project, text }: TaskQuery): boolean {
  return groups.length > 0 || codes.length > 0 || project !== null || text.trim() !== ''
}
