import type { ArchiveKind } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'

/** A file that is filled from many places at once. */
export interface PartFile {
  /** Whether what was written and not flushed is still there after this process was killed, as long as the system runs. */
  readonly outlivesProcess: boolean
  /**
   * Makes the file at least so long, before its bytes come; what is not written yet reads as zeros. Its size tells nothing
   * of its bytes then. A disk that counts the room at once and has too little fails here with the system's own error.
   */
  lengthen(sizeBytes: number): Promise<void>
  /**
   * The same, and sets the room aside where the system can, which takes longer: nobody else gets it, and a disk that has
   * too little fails here with the system's own error.
   */
  reserve(sizeBytes: number): Promise<void>
  /** Writes all of the chunks, one after the other, from `position` on. */
  write(position: number, chunks: readonly Uint8Array[]): Promise<void>
  /** Resolves once everything written before is on the disk itself. */
  flush(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** Of a folder the size is what the system needs for its list, which means nothing to people. */
export type LocalFacts = { readonly isFolder: boolean; readonly sizeBytes: number; readonly modifiedAtMs: number }

/** Folders and files of this disk, as far as transfers touch them from the main thread. */
export interface TransferDisk {
  /** Opens a file for positioned writes, keeps what it holds, creates it where it is missing. */
  openPart(path: string): Promise<PartFile>
  /** Creates a folder with its parents. Fails with the system's own error. */
  makeFolder(path: string): Promise<void>
  /** What is there: links are followed. A path that leads through a file counts as that file. */
  lookUp(path: string): Promise<'nothing' | 'file' | 'folder'>
  /** Size in bytes of a file; undefined where there is none. */
  sizeOf(path: string): Promise<number | undefined>
  /** Room that a file takes on the disk, in bytes, which may be more or less than its size; 0 where there is none. */
  takenBytes(path: string): Promise<number>
  /** Of what has that name, links not followed; undefined where there is nothing, or it cannot be looked at. */
  factsOf(path: string): Promise<LocalFacts | undefined>
  /** Gives a folder its time; a link or a file of that name, or a folder that the system does not let change, keeps its own. */
  setFolderTime(path: string, modifiedAtMs: number): Promise<void>
  /** Free bytes for this user where the path, or its nearest existing parent, lies; undefined when the system cannot tell. */
  freeBytes(path: string): Promise<number | undefined>
  /** Whether a file may be created in the folder, or in the nearest existing parent. Found out by asking, not by mode bits alone. */
  isWritable(path: string): Promise<boolean>
  /** Removes a file or a folder with all it holds. Nothing there: nothing to do. */
  remove(path: string): Promise<void>
  /** Names this run of the operating system: what was written before another one may not have reached the disk. */
  bootId(): Promise<string>
}

/** A remote archive with its index read. */
export type ArchiveForTransfer =
  | {
      readonly state: 'open'
      readonly source: ObjectSource
      readonly identity: ObjectIdentity
      readonly entries: ArchiveEntries
      readonly rootFolder: string // taken off the front of entry names; "" for none
      readonly fileName: string // of the archive itself: "output.zip"
    }
  | { readonly state: 'none'; readonly reason: string } // a sentence

/** A remote archive as one object, its index not read: also for archives that are not valid zips. */
export type ObjectForTransfer =
  | { readonly state: 'open'; readonly source: ObjectSource; readonly fileName: string }
  | { readonly state: 'none'; readonly reason: string }

export interface ArchiveOpener {
  /** @param outdated  Known to have changed since: an index of this object must be read anew, not taken from a cache. */
  open(taskId: TaskId, kind: ArchiveKind, signal: AbortSignal, outdated?: ObjectIdentity): Promise<ArchiveForTransfer>
  openObject(taskId: TaskId, kind: ArchiveKind, signal: AbortSignal): Promise<ObjectForTransfer>
  /** Told when all that a transfer wanted of this version of an archive is there; after a crash perhaps once more. */
  noteTaken?(taskId: TaskId, kind: ArchiveKind, identity: ObjectIdentity): void
}

/** Where the files of a task go unless the person says otherwise. */
export type UsualFolder = (taskId: TaskId, archive: ArchiveKind) => string
