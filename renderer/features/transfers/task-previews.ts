import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveKind, OpenedArchive, Selection } from '../../../app/contract/outputs.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'

type SelectionSum = Awaited<ReturnType<AppClient['sumSelection']>>

/** What a download would take of one task, or why it would take nothing. */
export type TaskPreview =
  | { readonly state: 'found'; readonly sum: SelectionSum }
  | { readonly state: 'nothing' } // no file matches
  | { readonly state: 'none'; readonly reason: string } // no archive; a sentence
  | { readonly state: 'failed'; readonly problem: unknown }

export type Question = {
  readonly taskIds: readonly TaskId[]
  readonly archive: ArchiveKind
  readonly selection: Selection
}

export type PreviewState = {
  readonly results: ReadonlyMap<TaskId, TaskPreview>
  readonly isLooking: boolean
}

export type TaskPreviews = StoreApi<PreviewState> & {
  /** Looks at every task, a few at a time; answers to an earlier question are dropped. */
  look(question: Question): void
  /** What is under way is not waited for. */
  stop(): void
  /** Looks at the tasks that are left after a stop, and once more at those that failed. */
  goOn(): void
}

/** Each reads the list of files of an archive, unless it was read before. */
const looksAtOnce = 3

type Api = Pick<AppClient, 'openArchive' | 'sumSelection'>

/** Works out task by task what a download would take. An archive is opened once, whatever is asked of it. */
export function createTaskPreviews(api: Api): TaskPreviews {
  const store = createStore<PreviewState>(() => ({ results: new Map(), isLooking: false }))
  const { getState, setState } = store
  const opened = new Map<string, OpenedArchive>()
  let question: Question | null = null
  let round = 0 // those of a round left behind keep their answers to themselves

  const begin = (asked: Question, taskIds: readonly TaskId[]): void => {
    const mine = ++round
    const queue = [...taskIds]
    let working = Math.min(looksAtOnce, queue.length)
    setState({ isLooking: working > 0 })
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined && mine === round; id = queue.shift()) {
        const preview = await lookAt(api, opened, id, asked)
        if (mine !== round) return
        setState({ results: new Map([...getState().results, [id, preview]]) })
      }
      working -= 1
      if (working === 0 && mine === round) setState({ isLooking: false })
    }
    for (let worker = working; worker > 0; worker -= 1) void work() // never rejects: a failure is an answer
  }
  return {
    ...store,
    look(asked) {
      question = asked
      setState({ results: new Map() })
      begin(asked, asked.taskIds)
    },
    stop() {
      round += 1
      setState({ isLooking: false })
    },
    goOn() {
      if (!question) return
      const results = new Map([...getState().results].filter(([, { state }]) => state !== 'failed'))
      setState({ results })
      begin(
        question,
        question.taskIds.filter(id => !results.has(id)),
      )
    },
  }
}

async function lookAt(
  api: Api,
  opened: Map<string, OpenedArchive>,
  taskId: TaskId,
  { archive: kind, selection }: Question,
): Promise<TaskPreview> {
  const key = `${kind}/${taskId}`
  try {
    const answer = opened.get(key) ?? (await api.openArchive({ taskId, kind }))
    opened.set(key, answer)
    if (answer.state === 'none') return answer
    const sum = await api.sumSelection({ archiveId: answer.archive.id, selection })
    return sum.fileCount === 0 ? { state: 'nothing' } : { state: 'found', sum }
  } catch (problem) {
    opened.delete(key) // it may have changed in the cloud
    return { state: 'failed', problem }
  }
}

export type PreviewSum = {
  readonly tasks: number // with files to take
  readonly fileCount: number
  readonly fetchBytes: number
  readonly writeBytes: number
  readonly withoutFiles: number // no file matches, or no archive is there
  readonly failed: number
}

/** What is known so far of all tasks together. */
export function sumPreviews(results: PreviewState['results']): PreviewSum {
  const sum = { tasks: 0, fileCount: 0, fetchBytes: 0, writeBytes: 0, withoutFiles: 0, failed: 0 }
  for (const preview of results.values()) {
    if (preview.state === 'failed') sum.failed += 1
    else if (preview.state !== 'found') sum.withoutFiles += 1
    else {
      sum.tasks += 1
      sum.fileCount += preview.sum.fileCount
      sum.fetchBytes += preview.sum.fetchBytes
      sum.writeBytes += preview.sum.unpackedBytes
    }
  }
  return sum
}
