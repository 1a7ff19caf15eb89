import { createHash } from 'node:crypto'
import type { Account, AccountTask } from '../account/account.ts'
import { createVirtualZip, type ArchivePlan, type VirtualZip } from '../zip/virtual-zip.ts'
import { googleHash } from './google-hash.ts'

/** One object of the account's bucket. Its bytes are the same in every run, and so is its validator. */
export type StorageObject = {
  readonly path: string // without a leading slash
  readonly sizeBytes: number
  readonly etag: string // strong, with its quotes
  readonly googHash: string | undefined // of all its bytes, where that costs little
  readonly lastModifiedMs: number
  readonly contentType: string
  readonly archive: VirtualZip | undefined
  /** The bytes from `start` (inclusive) to `end` (exclusive), in pieces. */
  read(start: number, end: number): Iterable<Uint8Array>
}

export type ObjectStore = {
  find(path: string): StorageObject | undefined
  /** All objects whose path begins so. Archives are laid out only when their size is asked for. */
  below(prefix: string): readonly StorageObject[]
  put(path: string, bytes: Uint8Array): StorageObject
  /** Answers how many objects there were. */
  remove(prefix: string): number
  /** The archives of a task, whether they are there yet or not. */
  archives(task: AccountTask): { readonly output: () => VirtualZip; readonly input: () => VirtualZip }
}

/** Objects are dated by what they hold rather than by the service's start, so that they are the same in every run. */
const LAST_MODIFIED_MS = Date.UTC(2026, 4, 18, 9, 30, 0)

/** Laid out once per process: an archive depends on its task's plan alone. */
const layouts = new Map<string, VirtualZip>()
const hashes = new Map<VirtualZip, string | undefined>()

export function createObjectStore(account: Account): ObjectStore {
  const uploads = new Map<string, StorageObject>()
  const removed = new Set<string>()
  const all = (): readonly StorageObject[] => {
    const made = account.tasks().flatMap(taskObjects)
    return [...made.filter(({ path }) => !uploads.has(path) && !removed.has(path)), ...uploads.values()]
  }
  const below = (prefix: string): readonly StorageObject[] => all().filter(({ path }) => path.startsWith(prefix))
  return {
    find: path => uploads.get(path) ?? (removed.has(path) ? undefined : taskObject(account, path)),
    below,
    put: (path, bytes) => {
      const object = memoryObject(path, bytes, account.clock.nowMs())
      uploads.set(path, object)
      return object
    },
    remove: prefix => {
      const doomed = below(prefix)
      for (const { path } of doomed) {
        uploads.delete(path)
        removed.add(path)
      }
      return doomed.length
    },
    archives: ({ plan }) => ({
      output: () => layoutOf(`${plan.id}/output.zip`, plan.output),
      input: () => layoutOf(`${plan.id}/input.zip`, plan.input),
    }),
  }
}

function taskObject(account: Account, path: string): StorageObject | undefined {
  const task = account.task(path.split('/', 1)[0] ?? '')
  return task && taskObjects(task).find(object => object.path === path)
}

function taskObjects({ plan, state }: AccountTask): readonly StorageObject[] {
  const input = state.phases.some(({ status }) => status === 'submitted')
  return [
    ...(input ? [archiveObject(`${plan.id}/input.zip`, plan.input)] : []),
    ...(state.hasOutput ? [archiveObject(`${plan.id}/output.zip`, plan.output)] : []),
  ]
}

function archiveObject(path: string, plan: () => ArchivePlan): StorageObject {
  const archive = (): VirtualZip => layoutOf(path, plan)
  return {
    path,
    get sizeBytes() {
      return archive().sizeBytes
    },
    get etag() {
      return strongTag(`${path}:${archive().sizeBytes}:${archive().count}`)
    },
    get googHash() {
      return hashOf(archive())
    },
    lastModifiedMs: LAST_MODIFIED_MS,
    contentType: 'application/zip',
    get archive() {
      return archive()
    },
    read: (start, end) => archive().read(start, end),
  }
}

function layoutOf(path: string, plan: () => ArchivePlan): VirtualZip {
  const known = layouts.get(path)
  if (known) return known
  const layout = createVirtualZip(plan())
  layouts.set(path, layout)
  return layout
}

/** Once for each layout: it takes all of its bytes. */
function hashOf(archive: VirtualZip): string | undefined {
  if (!hashes.has(archive)) hashes.set(archive, googleHash(archive))
  return hashes.get(archive)
}

function memoryObject(path: string, bytes: Uint8Array, nowMs: number): StorageObject {
  const sizeBytes = bytes.length
  const read = (start: number, end: number): readonly Uint8Array[] => [bytes.subarray(start, end)]
  return {
    path,
    sizeBytes,
    read,
    etag: strongTag(bytes),
    googHash: googleHash({ sizeBytes, read }),
    lastModifiedMs: nowMs,
    contentType: 'application/octet-stream',
    archive: undefined,
  }
}

function strongTag(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`
}
