import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  checkIdSchema,
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
import { runCheck, type CheckEnd } from './check-run.ts'
import { nothingFound, type FindingAt } from './findings.ts'
import { failureToShow, unexpectedFailure } from './judge-error.ts'
import { fetchFindings } from './fetch-findings.ts'
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
/** Progress is told this often at most. */
const tellEveryMs = 250

type Held = {
  check: Check
  readonly order: CheckOrder
  readonly aborter: AbortController
  end: CheckEnd | undefined
  running: Promise<void>
  cancelTelling: (() => void) | undefined
}

export function createCheckService(ports: CheckServicePorts): CheckService {
  const { transfers, clock, emit, usualFolder, disk, log } = ports
  const checks = new Map<CheckId, Held>()
  let lastRun: Promise<void> = Promise.resolve()

  const find = (id: CheckId): Held => {
    const held = checks.get(id)
    if (!held) throw new TransferNotPossible('This comparison is not at hand any more. Start it again.')
    return held
  }
  const tell = (held: Held): void => {
    held.cancelTelling?.()
    held.cancelTelling = undefined
    if (checks.has(held.check.id)) emit('checkChanged', held.check)
  }
  const change = (held: Held, next: Partial<Check>): void => {
    held.check = { ...held.check, ...next, revision: held.check.revision + 1 }
  }
  const become = (held: Held, next: Partial<Check>): void => {
    change(held, next)
    tell(held)
  }
  /** Amounts change far more often than anybody wants to hear. */
  const onProgress = (held: Held, amounts: Partial<Check>): void => {
    change(held, amounts)
    held.cancelTelling ??= clock.after(tellEveryMs, () => tell(held))
  }
  const run = async (held: Held): Promise<void> => {
    const { signal } = held.aborter
    try {
      signal.throwIfAborted()
      become(held, { state: 'reading-index' })
      held.end = await runCheck(held.order, {
        ...ports,
        signal,
        onProgress: amounts => {
          if (held.check.state === 'reading-index') become(held, { state: 'running', ...amounts })
          else onProgress(held, amounts)
        },
      })
      const { findings, same, refused } = held.end
      become(held, {
        state: 'done',
        same,
        refused,
        findings: { ...findings.counts },
        fetchBytes: { ...findings.fetchBytes },
      })
    } catch (error) {
      if (signal.aborted) return
      const failure = failureToShow(error)
      if (!failure) log.error('A comparison stopped unexpectedly', error, { check: held.check.id })
      become(held, { state: 'failed', failure: failure ?? unexpectedFailure })
    }
  }
  const cancel = async (held: Held): Promise<void> => {
    if (!hasEnded(held)) {
      become(held, { state: 'cancelled' })
      held.aborter.abort(new Error('the comparison was called off'))
    }
    await held.running
  }
  const begin = (order: CheckOrder): Check => {
    for (const held of checks.values()) if (held.order.path === order.path) void cancel(held)
    const id = checkIdSchema.parse(randomUUID())
    const check = newCheck(id, order, ports.titleOf(order.taskId))
    const held: Held = {
      check,
      order,
      aborter: new AbortController(),
      end: undefined,
      running: lastRun,
      cancelTelling: undefined,
    }
    held.running = lastRun.then(() => run(held))
    lastRun = held.running
    checks.set(id, held)
    dropOldest(checks)
    tell(held)
    return held.check
  }
  return {
    compareFolder({ destination, ...wish }) {
      const folder = destination ?? usualFolder(wish.taskId, wish.archive)
      return begin({ kind: 'folder', ...wish, destination: folder, path: folder, names: new Map() })
    },
    checkTransfer: id => begin(orderFromTransfer(id, transfers)),
    get: id => find(id).check,
    async cancel(id) {
      const held = find(id)
      await cancel(held)
      return held.check
    },
    async close(id) {
      const held = checks.get(id)
      if (!held) return
      checks.delete(id)
      held.cancelTelling?.()
      await cancel(held)
    },
    async findings({ id, kinds, offset, limit }) {
      const { end, order } = find(id)
      if (!end) return { total: 0, findings: [] }
      const wanted = wantedOf(kinds)
      const page = end.findings.page(wanted, { offset, limit })
      const findings = await Promise.all(page.map(finding => withLocal(finding, order.destination, disk)))
      return { total: end.findings.listed(wanted), findings }
    },
    async fetch({ id, kinds }) {
      const { end, order } = find(id)
      if (!end) throw new TransferNotPossible('The comparison has not ended, so nothing is known to be wrong.')
      return fetchFindings(order, { end, kinds: wantedOf(kinds) }, transfers)
    },
    async dispose() {
      await Promise.all(Array.from(checks.values(), held => cancel(held)))
      for (const held of checks.values()) held.cancelTelling?.()
      checks.clear()
    },
  }
}

function newCheck(id: CheckId, { kind, taskId, archive, path }: CheckOrder, title: string): Check {
  return {
    ...{ id, kind, taskId, title, archive, path, state: 'queued' },
    ...{ checkedFiles: 0, totalFiles: null, checkedBytes: 0, totalBytes: null, same: 0, refused: 0 },
    ...{ findings: { ...nothingFound }, fetchBytes: { ...nothingFound }, failure: null, revision: 1 },
  }
}

function wantedOf(kinds: readonly FindingKind[]): readonly FindingKind[] {
  return findingKindSchema.options.filter(kind => kinds.length === 0 || kinds.includes(kind))
}

function hasEnded({ check: { state } }: Held): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

function dropOldest(checks: Map<CheckId, Held>): void {
  const ended = [...checks.values()].filter(hasEnded)
  for (const { check } of ended.slice(0, Math.max(0, ended.length - keptEnded))) checks.delete(check.id)
}

/** As the file is at this moment: it may have changed since it was compared. */
async function withLocal(finding: FindingAt, folder: string, disk: CheckServicePorts['disk']): Promise<Finding> {
  const local = finding.localPath === null ? undefined : await disk.factsOf(join(folder, finding.localPath))
  return { ...finding, local: local ?? null }
}
