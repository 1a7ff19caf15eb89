import type { ArchiveKind } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'

export type ArchiveName = { readonly taskId: TaskId; readonly archive: ArchiveKind }

/** What a task is called, for people; undefined for one that is not known any more. */
export type DescribeTask = (taskId: TaskId) => { readonly simulator: string; readonly project: string } | undefined

/** Puts a text into a folder. */
export interface TextFiles {
  /**
   * Writes a new file, never over another: a number is put behind the name where it is taken. Makes the folder where it
   * is missing. Answers the path. Fails with `destination-…`.
   */
  saveNew(file: { readonly folder: string; readonly name: string; readonly text: string }): Promise<string>
}
