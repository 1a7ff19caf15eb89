import { z } from 'zod'
import type { Calls } from './define.ts'
import { countSchema, pageSchema, timeMsSchema } from './numbers.ts'
import { taskIdSchema } from './tasks.ts'

/** Which of a task's archives. */
export const archiveKindSchema = z.enum(['output', 'input'])
export type ArchiveKind = z.infer<typeof archiveKindSchema>

export const archiveIdSchema = z.string().min(1).max(200).brand<'ArchiveId'>()
export type ArchiveId = z.infer<typeof archiveIdSchema>

/** What opening an archive told us, and what it cost. */
export const archiveSummarySchema = z
  .object({
    id: archiveIdSchema, // valid until closed, signed out, or the remote object changes
    taskId: taskIdSchema,
    kind: archiveKindSchema,
    rootFolder: z.string(), // folder to show first: "artifacts/" where the archive has it, else ""
    archiveBytes: countSchema,
    fileCount: countSchema,
    folderCount: countSchema,
    unpackedBytes: countSchema,
    compressedBytes: countSchema, // sum over entries
    fetchBytes: countSchema, // what taking all of it fetches: with the entries' headers, without those refused
    isZip64: z.boolean(),
    refusedEntries: countSchema, // entries that can never be written to a disk; listed with their reason
    indexBytesFetched: countSchema,
    indexRequests: countSchema,
    isLocal: z.boolean(), // on the disk of the core's computer: nothing of it costs anything
    isIndexFromCache: z.boolean(), // the list was at hand from before; only asked whether the archive is still the same
  })
  .readonly()
export type ArchiveSummary = z.infer<typeof archiveSummarySchema>

export const openedArchiveSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), archive: archiveSummarySchema }),
  z.object({ state: z.literal('none'), reason: z.string() }), // a sentence: why this task has no such archive (yet)
])
export type OpenedArchive = z.infer<typeof openedArchiveSchema>

/** One row of a folder listing or of search results. Names are shown, never used as paths on this disk. */
export const entryRowSchema = z
  .object({
    path: z.string(), // full path in the archive; folders end in "/"
    name: z.string(),
    kind: z.enum(['file', 'folder', 'link']),
    entryIndex: countSchema.nullable(), // position in the central directory; null for a folder without its own entry
    sizeBytes: countSchema, // of a folder: the sum of everything below it
    compressedBytes: countSchema,
    fetchBytes: countSchema, // what taking it fetches; 0 for what cannot be taken
    fileCount: countSchema, // 1 for a file
    modifiedAtMs: timeMsSchema.nullable(),
    problem: z.string().nullable(), // why this entry cannot be taken; null when it can
  })
  .readonly()
export type EntryRow = z.infer<typeof entryRowSchema>

export const entrySortSchema = z
  .strictObject({ by: z.enum(['name', 'size', 'compressed', 'fetch', 'modified']), descending: z.boolean() })
  .readonly()
export type EntrySort = z.infer<typeof entrySortSchema>

/** Paths that a selection can name each way, and globs that it can have. */
export const mostPaths = 100_000
export const mostGlobs = 100

/** In the way of `searchEntries`: without a slash about the last part of a path alone. */
export const globSchema = z.string().min(1).max(500)

/**
 * Which entries a transfer takes. The longest matching path decides; folders end in "/" and stand for all below.
 * `{ include: [''], exclude: [] }` takes everything. A file that no path decides on is taken where it matches one of
 * the `globs`; folders then only come to be for their files.
 */
export const selectionSchema = z
  .strictObject({
    include: z.array(z.string()).max(mostPaths),
    exclude: z.array(z.string()).max(mostPaths),
    globs: z.array(globSchema).min(1).max(mostGlobs).optional(),
  })
  .readonly()
export type Selection = z.infer<typeof selectionSchema>

const archiveInput = { archiveId: archiveIdSchema }

/** An archive on the disk of the core's computer. */
export const localArchiveSchema = z
  .object({
    taskId: taskIdSchema, // stands for it in every call that names an archive, with the kind "output"
    path: z.string(),
    fileName: z.string(),
  })
  .readonly()
export type LocalArchive = z.infer<typeof localArchiveSchema>

export const outputCalls = {
  /** Reads the archive's tail and central directory, nothing else. */
  openArchive: {
    input: z.strictObject({ taskId: taskIdSchema, kind: archiveKindSchema }),
    output: openedArchiveSchema,
  },
  /**
   * Opens a zip on the core's computer and keeps its list of files at hand, as `openArchive` does; a folder of the list
   * or a selection of it is taken by a transfer, as of a task. Fails with `archive-not-zip`, `archive-damaged`,
   * `destination-missing` where it cannot be read.
   */
  openLocalArchive: { input: z.strictObject({ path: z.string().min(1).max(4096) }), output: localArchiveSchema },
  /** One window of one folder's children; folders first. */
  listEntries: {
    input: z.strictObject({ ...archiveInput, folder: z.string(), sort: entrySortSchema, ...pageSchema }),
    output: z.object({ total: countSchema, rows: z.array(entryRowSchema) }),
  },
  /** Entries whose path contains the text, or matches it as a glob where it has one of `* ? [ {`. Case-insensitive. */
  searchEntries: {
    input: z.strictObject({ ...archiveInput, text: z.string().min(1).max(500), sort: entrySortSchema, ...pageSchema }),
    output: z.object({
      total: countSchema,
      totalBytes: countSchema,
      totalFetchBytes: countSchema,
      rows: z.array(entryRowSchema),
    }),
  },
  /** What a selection amounts to. */
  sumSelection: {
    input: z.strictObject({ ...archiveInput, selection: selectionSchema }),
    output: z.object({
      fileCount: countSchema,
      unpackedBytes: countSchema,
      compressedBytes: countSchema,
      fetchBytes: countSchema, // as a forecast has it
      refusedEntries: countSchema,
    }),
  },
  /**
   * How many files and links below each of the paths match one of the globs, whatever is included or excluded; 0 or 1
   * for a file. Refused entries are counted too.
   */
  countGlobHits: {
    input: z.strictObject({
      ...archiveInput,
      globs: z.array(globSchema).min(1).max(mostGlobs),
      paths: z.array(z.string()).max(mostPaths),
    }),
    output: z.object({ counts: z.array(countSchema) }), // in the order of the paths
  },
  /**
   * Text of one entry, fetching only that entry's bytes. At most `maxBytes` unpacked bytes from the start; CRC-checked
   * when read to the end. Fails with `entry-not-text` for binary content.
   */
  readEntryText: {
    input: z.strictObject({
      ...archiveInput,
      entryIndex: countSchema,
      maxBytes: z.int().min(1).max(8_000_000),
    }),
    output: z.object({
      text: z.string(),
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1']),
      isComplete: z.boolean(),
      isVerified: z.boolean(), // CRC-32 matched; only ever true for a complete read
      bytesFetched: countSchema,
    }),
  },
  /** Lets go of an archive's index. Idempotent. */
  closeArchive: { input: z.strictObject(archiveInput), output: z.object({}) },
} as const satisfies Calls
