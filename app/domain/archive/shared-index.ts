/** Bytes that threads share. */
export type SharedBytes = Uint8Array<SharedArrayBuffer>

/**
 * Everything there is to know of an archive's directory, ready to be handed to a thread or written to a disk as it is.
 * How it is laid out is the business of whoever reads archives: others hand it on.
 */
export type SharedIndex = {
  readonly count: number // of entries
  readonly folderCount: number // with the root
  readonly directory: SharedBytes
  readonly columns: SharedBytes // begins at a multiple of 8
  readonly tree: SharedBytes // begins at a multiple of 8
}
