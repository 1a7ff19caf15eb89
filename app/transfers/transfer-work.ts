import type { Clock } from '../domain/clock.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import type { CheckpointStore } from './checkpoint-store.ts'
import { createCheckpointer, type Checkpointer } from './checkpointer.ts'
import { stagingFolderOf } from './destination.ts'
import { createFetchSession, type FetchSession, type SessionPorts } from './fetch-session.ts'
import { judgePassing } from './judge-error.ts'
import type { TransferPlan } from './transfer-plan.ts'
import type { TransferOrder } from './transfer-record.ts'

/** The work on one plan, from its first request until the next plan. */
export type TransferWork = {
  readonly plan: TransferPlan
  readonly session: FetchSession
  readonly checkpointer: Checkpointer
}

type WorkPorts = Pick<
  SessionPorts,
  'disk' | 'extractor' | 'connections' | 'limiter' | 'dispatch' | 'onProgress' | 'onError'
> & {
  readonly checkpoints: CheckpointStore
  readonly clock: Clock
  readonly random: () => number // 0 to 1
}

/** No request is sent before the session is told to start. */
export function startWork({ id, destination }: TransferOrder, plan: TransferPlan, ports: WorkPorts): TransferWork {
  const checkpointer = createCheckpointer(id, { ...ports, store: ports.checkpoints })
  const session = createFetchSession({
    ...ports,
    plan,
    destination,
    stagingFolder: stagingFolderOf(destination, id),
    checkpointer,
    jitter: ports.random,
    judge: judgePassing,
  })
  return { plan, session, checkpointer }
}

/** Resolves once everything finished is on record. Answers which object it was about. */
export async function endWork({ plan, session, checkpointer }: TransferWork): Promise<ObjectIdentity> {
  checkpointer.stop()
  await session.stop()
  return plan.identity
}
