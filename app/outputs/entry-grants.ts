import { createHash, randomBytes } from 'node:crypto'
import type { ArchiveId } from '../contract/outputs.ts'
import type { Clock } from '../domain/clock.ts'

/** 256 bits. */
const tokenBytes = 32
/** Since it was last given out or used: long enough to drag, save or look at something, and to go on with a film. */
const lifeMs = 10 * 60_000
/** Archives that can be read at the same time. */
const mostGrants = 64

type Grant = { readonly token: string; readonly archiveId: ArchiveId; untilMs: number }

/**
 * What makes the address of an entry good: a token that cannot be guessed, for one archive and some minutes. Nothing
 * else tells a request of our own window from that of another program on this computer.
 */
export class EntryGrants {
  readonly #clock: Clock
  readonly #byDigest = new Map<string, Grant>() // used longest ago first
  readonly #byArchive = new Map<ArchiveId, Grant>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The token of an archive, from now on good for as long as a fresh one. */
  give(archiveId: ArchiveId): string {
    const known = this.#byArchive.get(archiveId)
    const grant = known && this.#isGood(known) ? known : this.#create(archiveId)
    this.#use(grant)
    return grant.token
  }

  /** The archive that a token opens; undefined for one that was never given out, or that nobody used for too long. */
  archiveOf(token: string): ArchiveId | undefined {
    const grant = this.#byDigest.get(digest(token))
    if (!grant) return undefined
    if (!this.#isGood(grant)) {
      this.#drop(grant)
      return undefined
    }
    this.#use(grant)
    return grant.archiveId
  }

  clear(): void {
    this.#byDigest.clear()
    this.#byArchive.clear()
  }

  #create(archiveId: ArchiveId): Grant {
    const before = this.#byArchive.get(archiveId)
    if (before) this.#drop(before)
    for (const oldest of this.#byDigest.values()) if (this.#byDigest.size >= mostGrants) this.#drop(oldest)
    return { token: randomBytes(tokenBytes).toString('base64url'), archiveId, untilMs: 0 }
  }

  #isGood({ untilMs }: Grant): boolean {
    return this.#clock.monotonicMs() < untilMs
  }

  #use(grant: Grant): void {
    grant.untilMs = this.#clock.monotonicMs() + lifeMs
    this.#byDigest.delete(digest(grant.token))
    this.#byDigest.set(digest(grant.token), grant)
    this.#byArchive.set(grant.archiveId, grant)
  }

  #drop(grant: Grant): void {
    this.#byDigest.delete(digest(grant.token))
    if (this.#byArchive.get(grant.archiveId) === grant) this.#byArchive.delete(grant.archiveId)
  }
}

/** Looked up by digest, so that the time a look-up takes tells nothing about a token. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
