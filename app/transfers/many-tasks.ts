import { join } from 'node:path'
import type { BaseFolder, ManyTasksRequest } from '../contract/many-tasks.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { StartedTransfer } from '../contract/transfers.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import {
  describeTemplateProblem,
  foldersOf,
  judgeTemplate,
  type TemplateTask,
} from '../domain/transfer/folder-template.ts'
import { checkDestination } from './destination.ts'
import type { TransferDisk } from './ports.ts'
import { TransferNotPossible } from './transfer-errors.ts'
import type { TransferService } from './transfer-service.ts'

/** The same files of several tasks, each into a folder of its own. */
export interface ManyTasks {
  inspectBaseFolder(chosen: string | null): Promise<BaseFolder>
  /** Queues all of them or none. */
  start(request: ManyTasksRequest): Promise<readonly StartedTransfer[]>
}

export type ManyTasksPorts = {
  readonly disk: TransferDisk
  readonly settings: { downloadFolder(): string }
  readonly transfers: Pick<TransferService, 'startAll'>
  /** As last known; undefined for a task never seen. */
  readonly taskOf: (id: TaskId) => TemplateTask | undefined
}

export function createManyTasks({ disk, settings, transfers, taskOf }: ManyTasksPorts): ManyTasks {
  const pathOf = (chosen: string | null): string => chosen ?? join(settings.downloadFolder(), 'inductiva_output')
  return {
    async inspectBaseFolder(chosen) {
      const path = pathOf(chosen)
      try {
        await checkDestination(disk, path)
      } catch (error) {
        if (error instanceof AppError) return { path, freeBytes: null, problem: failureOf(error) }
        throw error
      }
      return { path, freeBytes: (await disk.freeBytes(path)) ?? null, problem: null }
    },
    async start({ taskIds, baseFolder, template, archive, selection, conflicts }) {
      const problem = judgeTemplate(template)
      if (problem) throw new TransferNotPossible(describeTemplateProblem(problem))
      const tasks = [...new Set(taskIds)].map(id => taskOf(id) ?? unknownTask(id))
      const base = pathOf(baseFolder)
      await checkDestination(disk, base)
      const folders = foldersOf(template, archive, tasks)
      return transfers.startAll(
        [...folders].map(([taskId, folder]) => {
          return { taskId, archive, kind: 'files', selection, conflicts, destination: join(base, folder) }
        }),
        base,
      )
    },
  }
}

function unknownTask(id: TaskId): never {
  throw new TransferNotPossible(`The task ${id} is not in the list of tasks any more. Nothing was started.`)
}
