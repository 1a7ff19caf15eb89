/** The command line was not understood. The message is a sentence for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
