import { basename } from 'node:path/posix'
import type { StorageApi } from './api/storage.ts'
import type { ArchiveKind } from './contract/outputs.ts'
import type { TaskDetail, TaskId } from './contract/tasks.ts'
import { whyNoOutputs } from './domain/archive/why-no-outputs.ts'
import { StorageRefused } from './domain/object-errors.ts'
import { NotFound } from './domain/service-errors.ts'
import type { ObjectSource } from './domain/object-source.ts'
import type { LedgerService } from './ledger/ledger-service.ts'
import { createHttpObjectSource, type HttpObjectSourceOptions } from './outputs/http-object-source.ts'
import type { LocalArchives } from './outputs/local-archives.ts'
import { meterNetwork, type Network } from './outputs/metered-network.ts'
import type { OutputService } from './outputs/output-service.ts'
import type { ArchiveLocation, ArchiveLocator } from './outputs/ports.ts'
import type { TaskService } from './tasks/task-service.ts'
import type { ArchiveOpener } from './transfers/ports.ts'

type Sources = {
  readonly tasks: TaskService
  readonly api: StorageApi
  readonly local: LocalArchives
  readonly openLocalSource: (path: string) => ObjectSource
}

/** Finds a task's archives by what the service says of the task, and those on this disk by their path. */
export function createArchiveLocator({ tasks, api, local, openLocalSource }: Sources): ArchiveLocator {
  return {
    async locate(taskId, kind) {
      const onDisk = local.find(taskId)
      if (onDisk) return { state: 'local', source: openLocalSource(onDisk.path) }
      const detail = await tasks.get(taskId)
      const path = pathOf(detail, kind)
      const reason = whyNoOutputs(detail.task.status, kind)
      if (path === null || isTooEarly(detail, kind)) return { state: 'none', reason }
      const { region } = detail
      return {
        state: 'located',
        signUrl: signal => signExisting(api, { path, region, signal }),
        cacheKey: `${region ?? ''}:${path}`,
        reasonIfMissing: reason,
      }
    },
  }
}

/** Hands archives to transfers: with their index, or as one object for those who want the raw zip. */
export function createArchiveOpener(options: {
  readonly outputs: OutputService
  readonly locator: ArchiveLocator
  readonly tasks: TaskService
  readonly local: LocalArchives
  readonly source: Omit<HttpObjectSourceOptions, 'signUrl' | 'dispatcher' | 'bulk'> & Network
  readonly ledger: Pick<LedgerService, 'meter' | 'noteTaken'>
}): ArchiveOpener {
  const { outputs, locator, tasks, local, source, ledger } = options
  const fileNameOf = async (taskId: TaskId, kind: ArchiveKind): Promise<string> =>
    local.find(taskId)?.fileName ?? basename(pathOf(await tasks.get(taskId), kind) ?? `${kind}.zip`)
  return {
    async open(taskId, kind, signal) {
      const opened = await outputs.openForTransfer(taskId, kind, signal)
      return opened.state === 'none' ? opened : { ...opened, fileName: await fileNameOf(taskId, kind) }
    },
    async openObject(taskId, kind, signal) {
      const location: ArchiveLocation = await locator.locate(taskId, kind, signal)
      if (location.state === 'none') return location
      if (location.state === 'local') return { ...location, state: 'open', fileName: await fileNameOf(taskId, kind) }
      const network = meterNetwork(source, ledger.meter({ taskId, archive: kind }))
      const object = createHttpObjectSource({ ...source, ...network, signUrl: location.signUrl })
      return { state: 'open', source: object, fileName: await fileNameOf(taskId, kind) }
    },
    noteTaken(taskId, archive, identity) {
      if (!local.find(taskId)) ledger.noteTaken({ taskId, archive }, identity)
    },
  }
}

function pathOf(detail: TaskDetail, kind: ArchiveKind): string | null {
  return kind === 'output' ? detail.outputPath : detail.inputPath
}

/** Outputs are saved when the task ends; its input is there from the start. */
function isTooEarly({ task }: TaskDetail, kind: ArchiveKind): boolean {
  return kind === 'output' && !task.isTerminated
}

/** The service says of an object that is not there what storage would say. */
async function signExisting(
  api: StorageApi,
  { path, region, signal }: { readonly path: string; readonly region: string | null; readonly signal: AbortSignal },
): Promise<string> {
  try {
    return await api.signDownload(path, region, signal)
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    throw new StorageRefused(`The service has no object ${path}`, { isMissing: true, cause: error })
  }
}
