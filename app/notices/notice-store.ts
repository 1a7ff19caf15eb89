import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { noticeIdSchema, noticeSchema, type Notice, type NoticeId } from '../contract/notices.ts'
import { timeMsSchema } from '../contract/numbers.ts'
import type { NoticeCounts } from './notice-desk.ts'

/** new: not raised yet. held: waits until it may be raised. told: raised, summed up or read. */
export type Standing = 'new' | 'held' | 'told'

export type NoticeDraft = Pick<Notice, 'about' | 'atMs' | 'isFailure'> & {
  readonly standing: Exclude<Standing, 'told'>
  /** Names the end. A second one with the same name is not taken. */
  readonly endKey: string
}

/** How many are kept. Those that are still to be told are kept on top of that. */
const mostKept = 200

/** The notices of an account on disk, newest first. */
export interface NoticeStore {
  /** Joins the transaction it is called in. Answers whether the end is a new one. */
  add(draft: NoticeDraft): boolean
  list(): readonly Notice[]
  /** Unread ones with this standing, oldest first. */
  untold(standing: Exclude<Standing, 'told'>): readonly Notice[]
  move(ids: readonly NoticeId[], to: Standing): void
  /** Null: all. */
  markRead(ids: readonly NoticeId[] | null): void
  counts(): NoticeCounts
  /** Forgets what is beyond the newest 200. Answers whether there was something. */
  prune(): boolean
}

const rowSchema = z.object({
  id: noticeIdSchema,
  at_ms: timeMsSchema,
  is_read: z.int(),
  is_failure: z.int(),
  about: z
    .string()
    .transform(text => JSON.parse(text) as unknown)
    .pipe(noticeSchema.unwrap().shape.about),
})
const countsSchema = z.object({ unread: z.int(), unreadFailures: z.int() })

export function createNoticeStore(database: DatabaseSync): NoticeStore {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO notices (end_key, at_ms, is_failure, standing, about) VALUES (?, ?, ?, ?, ?)',
  )
  const all = database.prepare('SELECT * FROM notices ORDER BY id DESC LIMIT ?')
  const untold = database.prepare('SELECT * FROM notices WHERE standing = ? AND is_read = 0 ORDER BY id')
  const move = database.prepare(
    'UPDATE notices SET standing = ? WHERE id IN (SELECT value FROM json_each(?)) AND is_read = 0',
  )
  const markSome = database.prepare(
    `UPDATE notices SET is_read = 1, standing = 'told' WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const markAll = database.prepare(`UPDATE notices SET is_read = 1, standing = 'told' WHERE is_read = 0`)
  const count = database.prepare(
    'SELECT count(*) AS unread, coalesce(sum(is_failure), 0) AS unreadFailures FROM notices WHERE is_read = 0',
  )
  const prune = database.prepare(`
    DELETE FROM notices WHERE standing = 'told' AND id NOT IN (SELECT id FROM notices ORDER BY id DESC LIMIT ?)`)
  return {
    add: ({ endKey, atMs, isFailure, standing, about }) =>
      insert.run(endKey, atMs, isFailure ? 1 : 0, standing, JSON.stringify(about)).changes > 0,
    list: () => all.all(mostKept).map(toNotice),
    untold: standing => untold.all(standing).map(toNotice),
    move: (ids, to) => void move.run(to, JSON.stringify(ids)),
    markRead(ids) {
      if (ids === null) markAll.run()
      else markSome.run(JSON.stringify(ids))
    },
    counts: () => countsSchema.parse(count.get()),
    prune: () => prune.run(mostKept).changes > 0,
  }
}

function toNotice(row: unknown): Notice {
  const { id, at_ms, is_read, is_failure, about } = rowSchema.parse(row)
  return { id, atMs: at_ms, isRead: is_read === 1, isFailure: is_failure === 1, about }
}
