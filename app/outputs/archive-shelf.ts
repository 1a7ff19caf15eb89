import type { ArchiveId, ArchiveKind } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import { ObjectChanged } from '../domain/object-errors.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { changeOf } from '../domain/transfer/judge-response.ts'
import { ArchiveNotOpen } from './archive-errors.ts'
import type { ArchiveIndex } from './archive-index.ts'
import type { Measure } from './measured-source.ts'

export type ArchiveName = { readonly taskId: TaskId; readonly kind: ArchiveKind }

/** An archive whose index is at hand. */
export type HeldArchive = ArchiveName & {
  readonly id: ArchiveId
  readonly cacheKey: string
  readonly source: ObjectSource
  readonly index: ArchiveIndex
  readonly cost: Measure // of reading the index
}

export type Opened =
  { readonly state: 'open'; readonly archive: HeldArchive } | { readonly state: 'none'; readonly reason: string }
type Open = (name: ArchiveName, held: HeldArchive | undefined) => Promise<Opened>

/**
 * The few archives looked at last. An id outlives its place here: asked for again, the archive is opened anew, and the
 * id is good as long as the remote object is the same.
 */
export class ArchiveShelf {
  readonly #open: Open
  readonly #capacity: number
  readonly #held = new Map<string, HeldArchive>() // the one used last comes last
  readonly #opening = new Map<string, Promise<Opened>>()
  readonly #known = new Map<ArchiveId, ArchiveName & { readonly identity: ObjectIdentity }>()

  constructor(open: Open, capacity: number) {
    this.#open = open
    this.#capacity = capacity
  }

  /** Opens an archive, or looks whether the one at hand is still right. Once for all who ask at the same time. */
  open(name: ArchiveName): Promise<Opened> {
    const key = keyOf(name)
    const opening = this.#opening.get(key) ?? this.#openNow(name).finally(() => this.#opening.delete(key))
    this.#opening.set(key, opening)
    return opening
  }

  /** @throws ArchiveNotOpen for an id never given out, ObjectChanged when the object is another one by now */
  async get(id: ArchiveId): Promise<HeldArchive> {
    const known = this.#known.get(id)
    if (!known) throw new ArchiveNotOpen(`no archive ${id}`)
    const held = this.#held.get(keyOf(known))
    if (held?.id === id) return this.#touch(held)
    if (held && changeOf(known.identity, held.index.identity) === null) return this.#touch(held)
    const opened = await this.open(known)
    if (opened.state === 'none') throw new ArchiveNotOpen(opened.reason)
    const change = changeOf(known.identity, opened.archive.index.identity)
    if (change) throw this.#outdate(id, new ObjectChanged(change))
    return opened.archive
  }

  /** Lets go of the index. The id stays good. Idempotent. */
  async close(id: ArchiveId): Promise<void> {
    const known = this.#known.get(id)
    if (known) await this.#drop(keyOf(known))
  }

  /** The object has changed: the next to ask must open it anew. */
  async forget(archive: HeldArchive): Promise<void> {
    this.#known.delete(archive.id)
    if (this.#held.get(keyOf(archive)) === archive) await this.#drop(keyOf(archive))
  }

  async clear(): Promise<void> {
    await Promise.allSettled(this.#opening.values())
    this.#known.clear()
    await Promise.all(Array.from(this.#held.keys(), key => this.#drop(key)))
  }

  async #openNow(name: ArchiveName): Promise<Opened> {
    const key = keyOf(name)
    const before = this.#held.get(key)
    const opened = await this.#open(name, before)
    if (opened.state === 'none') return opened
    if (before && before !== opened.archive) await this.#drop(key)
    this.#touch(opened.archive)
    this.#known.set(opened.archive.id, { ...name, identity: opened.archive.index.identity })
    await this.#shrink()
    return opened
  }

  #touch(archive: HeldArchive): HeldArchive {
    this.#held.delete(keyOf(archive))
    this.#held.set(keyOf(archive), archive)
    return archive
  }

  async #shrink(): Promise<void> {
    for (const oldest of this.#held.keys()) if (this.#held.size > this.#capacity) await this.#drop(oldest)
  }

  async #drop(key: string): Promise<void> {
    const archive = this.#held.get(key)
    this.#held.delete(key)
    await archive?.index.release()
  }

  #outdate(id: ArchiveId, error: ObjectChanged): ObjectChanged {
    this.#known.delete(id)
    return error
  }
}

function keyOf({ taskId, kind }: ArchiveName): string {
  return `${taskId}/${kind}`
}
