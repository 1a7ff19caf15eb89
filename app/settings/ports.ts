import type { z } from 'zod'
import type { FolderListing } from '../contract/app-info.ts'

/** Named values that outlive the app. */
export interface ValueStore {
  /** Undefined where there is none, or where it does not fit the schema. */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined
  write(name: string, value: unknown): void
}

/** The folders of the machine that keeps the downloads. Fails with `destination-…`. */
export interface Folders {
  /** Null lists home. */
  list(path: string | null): Promise<FolderListing>
  create(parent: string, name: string): Promise<FolderListing>
}

/** What only a desktop can do. A shell without one fails with `unsupported-here`. */
export interface Desktop {
  readonly canChooseFolder: boolean
  readonly canReveal: boolean
  readonly canOpen: boolean
  /** The system's own folder dialog; null when the person cancelled. */
  chooseFolder(startAt: string | null): Promise<string | null>
  /** The system's own dialog for a zip archive; null when the person cancelled. */
  chooseArchive(): Promise<string | null>
  /** Shows a file or folder in the file manager. */
  reveal(path: string): Promise<void>
  /** Opens a file or folder with the system's program for it. */
  open(path: string): Promise<void>
  /** Goes on with a drag that has begun in the page: a file or folder leaves the window. */
  drag(path: string): Promise<void>
}
