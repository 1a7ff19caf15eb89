import type { Failure } from '../../contract/failures.ts'

/** Counted while a transfer is at work, forgotten when it stops. */
export type Patience = {
  readonly quietRounds: number // waits in a row during which nothing arrived
  readonly rereads: number // times the index was read anew because the object had changed
}

/** Where a transfer stands. */
export type TransferPhase =
  | { readonly kind: 'queued' }
  | ({ readonly kind: 'reading-index' } & Patience)
  | ({ readonly kind: 'running' } & Patience)
  | ({
      readonly kind: 'waiting'
      readonly during: 'reading-index' | 'running'
      readonly failure: Failure
    } & Patience)
  | ({ readonly kind: 'verifying' } & Patience)
  | { readonly kind: 'paused' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' }

export function isAtWork(kind: TransferPhase['kind']): boolean {
  return kind === 'reading-index' || kind === 'running' || kind === 'waiting' || kind === 'verifying'
}

/** Ended: nothing happens to it any more unless the person says so. */
export function hasEnded({ kind }: TransferPhase): boolean {
  return kind === 'done' || kind === 'failed' || kind === 'cancelled'
}

export type TransferEvent =
  | { readonly type: 'start' } // its turn in the queue has come
  | { readonly type: 'planned' }
  | {
      readonly type: 'index-failed'
      readonly failure: Failure
      readonly retryAfterMs: number | null
      readonly jitter: number
    }
  | {
      readonly type: 'request-failed'
      readonly unit: number // names the unit in the effect
      readonly attempt: number // failures of this unit so far, this one included
      readonly silentMs: number // since a byte arrived on any connection
      readonly retryAfterMs: number | null
      readonly jitter: number // 0 to 1
      readonly failure: Failure
    }
  | { readonly type: 'bytes-arrived' } // after a failure
  | { readonly type: 'wake' } // a wait is over
  | { readonly type: 'object-changed'; readonly failure: Failure }
  | { readonly type: 'entry-damaged'; readonly entry: number; readonly times: number } // times: this one included
  | { readonly type: 'all-fetched' }
  | { readonly type: 'all-written' }
  | { readonly type: 'settled'; readonly failure: Failure | undefined } // undefined: every entry is there
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  | { readonly type: 'yield' } // another goes first
  | { readonly type: 'suspend' } // the app quits, the account is left, or the computer sleeps
  | { readonly type: 'restart' } // the app has just started

export type TransferEffect =
  | { readonly type: 'enqueue' } // take a turn in the queue
  | { readonly type: 'read-index' } // open the archive, plan
  | { readonly type: 'reread-index' } // the same, trusting nothing known of the object; what is on disk is compared
  | { readonly type: 'fetch' } // send requests
  | { readonly type: 'retry-request'; readonly unit: number; readonly delayMs: number }
  | { readonly type: 'park-request'; readonly unit: number } // until the wait is over
  | { readonly type: 'wake-after'; readonly delayMs: number }
  | { readonly type: 'refetch-entry'; readonly entry: number }
  | { readonly type: 'give-up-entry'; readonly entry: number }
  | { readonly type: 'settle' } // last checkpoint, temporary files away, report
  | { readonly type: 'stop' } // end requests and workers, flush, checkpoint; free the turn
  | { readonly type: 'discard' } // after stopping: temporary files and checkpoint away
