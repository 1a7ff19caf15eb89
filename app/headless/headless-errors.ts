import { AppError } from '../domain/app-error.ts'

/** Not one answer came from the address: a typing error, or no network. */
export class AddressUnreachable extends AppError {
  readonly code = 'service-unreachable'
  readonly userMessage: string
  override readonly remedy = 'retry'
  override readonly details: string | null

  constructor(host: string, details: string | null) {
    super(`no answer from ${host}`)
    this.userMessage = `There is no answer from ${host}. Check the address and the network connection.`
    this.details = details
  }
}

/** The network went away in the middle, and did not come back for a long time. */
export class WaitedTooLong extends AppError {
  readonly code = 'service-unreachable'
  readonly userMessage: string
  override readonly remedy = 'retry'
  override readonly details = null

  constructor(minutes: number) {
    super(`nothing arrived for ${minutes} minutes`)
    this.userMessage = `Nothing has arrived for ${minutes} minutes. What has arrived is kept: the same command goes on from there.`
  }
}

/** Two processes would write into the same unfinished files. */
export class FetchRunning extends AppError {
  readonly code = 'already-running'
  readonly userMessage = 'The same files are being fetched into this folder by another process. Wait for it to end.'
}

/** What is known of the fetch cannot be written beside its files. */
export class StateNotSaved extends AppError {
  readonly code = 'destination-full'
  readonly userMessage =
    'There is no room left in the destination, not even to note how far the fetch is. What has arrived is kept: free some space, and the same command goes on.'
  override readonly remedy = 'choose-folder'
}

/** No file is what was asked for. */
export class NothingMatches extends AppError {
  readonly code = 'no-outputs'
  readonly userMessage = 'No file of the archive matches --only.'
  override readonly details = null
}

/** Ctrl+C, or the end of the session. */
export class Interrupted extends AppError {
  readonly code = 'transfer-not-possible'
  readonly userMessage = 'Stopped. What has arrived is kept: the same command goes on from there.'
  override readonly remedy = 'retry'
  override readonly details = null
}
