/** Fetches newer versions of this program and puts them in its place. */
export interface UpdateEngine {
  /** The version that is newer than this one, or null. */
  find(): Promise<string | null>
  /** Fetches what `find` found, and rejects unless it is what was published, by us. */
  fetch(onFraction: (fraction: number) => void): Promise<void>
  /** Ends the program, installs, starts anew. What was fetched is installed as well when the program is ended otherwise. */
  install(): void
}
