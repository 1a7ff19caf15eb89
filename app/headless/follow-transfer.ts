import type { Transfer, TransferState } from '../contract/transfers.ts'
import type { AppError } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import { AddressUnreachable, WaitedTooLong } from './headless-errors.ts'
import type { TransferFeed } from './transfer-feed.ts'

/** How it came that a transfer is followed no longer. */
export type FollowEnd =
  | { readonly kind: 'ended'; readonly transfer: Transfer }
  | { readonly kind: 'gave-up'; readonly error: AppError; readonly transfer: Transfer }
  | { readonly kind: 'interrupted'; readonly transfer: Transfer }

type Ports = {
  readonly feed: TransferFeed
  readonly clock: Clock
  readonly host: string
  readonly hasAnswered: () => boolean
  readonly interrupt: AbortSignal
}

const endStates: readonly TransferState[] = ['done', 'failed', 'cancelled']
/** Nobody watches a batch job: a network that stays away for so long ends it, resumable. */
const patienceMinutes = 15

/** Follows a transfer to its end. One that was never answered is given up at once: the address is likely wrong. */
export function followTransfer(
  first: Transfer,
  { feed, clock, host, hasAnswered, interrupt }: Ports,
): Promise<FollowEnd> {
  let latest = first
  let lastArrival = { atMs: clock.monotonicMs(), bytes: first.fetchedBytes }
  const judge = (transfer: Transfer): FollowEnd | undefined => {
    latest = transfer
    if (transfer.fetchedBytes !== lastArrival.bytes) {
      lastArrival = { atMs: clock.monotonicMs(), bytes: transfer.fetchedBytes }
    }
    if (endStates.includes(transfer.state)) return { kind: 'ended', transfer }
    if (transfer.state !== 'waiting') return undefined
    const giveUp = (error: AppError): FollowEnd => ({ kind: 'gave-up', error, transfer })
    if (!hasAnswered()) return giveUp(new AddressUnreachable(host, transfer.failure?.details ?? null))
    const isLong = clock.monotonicMs() - lastArrival.atMs > patienceMinutes * 60_000
    return isLong ? giveUp(new WaitedTooLong(patienceMinutes)) : undefined
  }
  return new Promise(resolve => {
    const finish = (end: FollowEnd): void => {
      stopListening()
      interrupt.removeEventListener('abort', onInterrupt)
      resolve(end)
    }
    const hear = (transfer: Transfer): void => {
      const end = transfer.id === first.id ? judge(transfer) : undefined
      if (end) finish(end)
    }
    const onInterrupt = (): void => finish({ kind: 'interrupted', transfer: latest })
    const stopListening = feed.listen(hear)
    interrupt.addEventListener('abort', onInterrupt, { once: true })
    if (interrupt.aborted) onInterrupt()
    else hear(first)
  })
}
