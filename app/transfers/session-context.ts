import type { Checkpointer } from './checkpointer.ts'
import type { EntryResults } from './entry-results.ts'
import type { DiskTrouble } from './extract-protocol.ts'
import type { Extractor } from './extractor.ts'
import type { TransferDisk } from './ports.ts'
import type { Receiving } from './receive.ts'
import type { Tally } from './tally.ts'
import type { Target, TransferPlan } from './transfer-plan.ts'

/** What the parts of a fetch session share. */
export type SessionContext = {
  readonly plan: TransferPlan
  readonly destination: string
  readonly stagingFolder: string
  readonly disk: TransferDisk
  readonly extractor: Extractor
  readonly checkpointer: Checkpointer
  readonly receiving: Receiving
  readonly tally: Tally
  readonly results: EntryResults
  /** Follows work that goes on beside the requests; the session ends after it. Errors of it end the transfer. */
  readonly track: (work: Promise<void>) => void
  readonly onTrouble: (trouble: DiskTrouble) => void
}

export function targetOf(plan: TransferPlan, index: number): Target {
  const target = plan.targets.get(index)
  if (!target) throw new Error(`No target ${index} in the plan`)
  return target
}
