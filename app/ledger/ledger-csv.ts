import { csvLine } from '../domain/ledger/csv.ts'
import type { LedgerLine } from './ledger-store.ts'
import type { DescribeTask } from './ports.ts'

const columns = [
  'month',
  'task_id',
  'simulator',
  'project',
  'archive',
  'price_usd_per_gb',
  'fetched_bytes',
  'fetched_usd',
  'avoided_bytes',
  'avoided_usd',
]

/** The ledger as a table: bytes exact, money to the millionth, as what small files cost would vanish in cents. */
export function ledgerCsv(lines: readonly LedgerLine[], describe: DescribeTask): string {
  return [csvLine(columns), ...lines.map(line => csvLine(fieldsOf(line, describe)))].join('')
}

function fieldsOf(line: LedgerLine, describe: DescribeTask): (string | number)[] {
  const { month, taskId, archive, priceUsd, fetchedBytes, avoidedBytes } = line
  const { simulator = '', project = '' } = describe(taskId) ?? {}
  const money = (bytes: number) => ((bytes / 1e9) * priceUsd).toFixed(6)
  const names = [month, taskId, simulator, project, archive]
  return [...names, priceUsd, fetchedBytes, money(fetchedBytes), avoidedBytes, money(avoidedBytes)]
}
