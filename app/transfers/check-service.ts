import { join } from 'node:path'
import {
  findingKindSchema,
  type Check,
  type checkCalls,
  type CheckId,
  type FindingKind,
  type Finding,
} from '../contract/checks.ts'
import type { Handlers } from '../contract/define.ts'
import type { StartedTransfer, TransferId } from '../contract/transfers.ts'
import { orderFromTransfer, type CheckOrder } from './check-order.ts'
import type { CheckServicePorts } from './check-ports.ts'
import type { FindingAt } from './findings.ts'
import { fetchFindings } from './fetch-findings.ts'
import { HeldCheck } from './held-check.ts'
import { TransferNotPossible } from './transfer-errors.ts'

type Inputs = { readonly [N in keyof typeof checkCalls]: Parameters<Handlers<typeof checkCalls>[N]>[0] }

/** Every check of one account. They run one after the other: each reads as fast as the disk hands out bytes. */
export interface CheckService {
  compareFolder(input: Inputs['compareFolder']): Check
  /** @throws TransferNotPossible */
  checkTransfer(id: TransferId): Check
  get(id: CheckId): Check
  cancel(id: CheckId): Promise<Check>
  close(id: CheckId): Promise<void>
  findings(input: Inputs['listFindings']): Promise<{ total: number; findings: Finding[] }>
  /** @throws TransferNotPossible where nothing is wrong, or the check is not done */
  fetch(input: Inputs['fetchFindings']): Promise<StartedTransfer>
  /** Calls everything off. Idempotent. */
  dispose(): Promise<void>
}

/** Ended checks that are kept for whoever still looks at them; windows that vanish close nothing. */
const keptEnded = 4
export function createCheckService(ports: CheckServicePorts): CheckService {
  return new Checks(ports)
}

class Checks implements CheckService {
  readonly #ports: CheckServicePorts
  readonly #checks = new Map<CheckId, HeldCheck>()
  #lastRun: Promise<void> = Promise.resolve()

  constructor(ports: CheckServicePorts) {
    this.#ports = ports
  }

  compareFolder({ destination, ...wish }: Inputs['compareFolder']): Check {
    const folder = destination ?? this.#ports.usualFolder(wish.taskId, wish.archive)
    return this.#begin({ kind: 'folder', ...wish, destination: folder, path: folder, names: new Map() })
  }

  checkTransfer(id: TransferId): Check {
    return this.#begin(orderFromTransfer(id, this.#ports.transfers))
  }

  get(id: CheckId): Check {
    return this.#find(id).check
  }

  async cancel(id: CheckId): Promise<Check> {
    const held = this.#find(id)
    await held.cancel()
    return held.check
  }

  async close(id: CheckId): Promise<void> {
    const held = this.#checks.get(id)
    if (!held) return
    this.#drop(held)
    await held.cancel()
  }

  async findings({
    id,
    kinds,
    offset,
    limit,
  }: Inputs['listFindings']): Promise<{ total: number; findings: Finding[] }> {
    const { end, order } = this.#find(id)
    if (!end) return { total: 0, findings: [] }
    const wanted = wantedOf(kinds)
    const page = end.findings.page(wanted, { offset, limit })
    const findings = page.map(finding => withLocal(finding, order.destination, this.#ports.disk))
    return { total: end.findings.listed(wanted), findings: await Promise.all(findings) }
  }

  async fetch({ id, kinds }: Inputs['fetchFindings']): Promise<StartedTransfer> {
    const { end, order } = this.#find(id)
    if (!end) throw new TransferNotPossible('The comparison has not ended, so nothing is known to be wrong.')
    return fetchFindings(order, { end, kinds: wantedOf(kinds) }, this.#ports.transfers)
  }

  async dispose(): Promise<void> {
    await Promise.all(Array.from(this.#checks.values(), held => held.cancel()))
    for (const held of this.#checks.values()) this.#drop(held)
  }

  #find(id: CheckId): HeldCheck {
    const held = this.#checks.get(id)
    if (!held) throw new TransferNotPossible('This comparison is not at hand any more. Start it again.')
    return held
  }

  #begin(order: CheckOrder): Check {
    for (const held of this.#checks.values()) if (held.order.path === order.path) void held.cancel()
    const held = new HeldCheck(order, this.#ports)
    this.#lastRun = held.runAfter(this.#lastRun)
    this.#checks.set(held.check.id, held)
    this.#dropOldest()
    held.tell()
    return held.check
  }

  #dropOldest(): void {
    const ended = [...this.#checks.values()].filter(({ hasEnded }) => hasEnded)
    for (const held of ended.slice(0, Math.max(0, ended.length - keptEnded))) this.#drop(held)
  }

  #drop(held: HeldCheck): void {
    this.#checks.delete(held.check.id)
    held.drop()
  }
}

function wantedOf(kinds: readonly FindingKind[]): readonly FindingKind[] {
  return findingKindSchema.options.filter(kind => kinds.length === 0 || kinds.includes(kind))
}

/** As the file is at this moment: it may have changed since it was compared. */
async function withLocal(finding: FindingAt, folder: string, disk: CheckServicePorts['disk']): Promise<Finding> {
  const local = finding.localPath === null ? undefined : await disk.factsOf(join(folder, finding.localPath))
  return { ...finding, local: local ?? null }
}
