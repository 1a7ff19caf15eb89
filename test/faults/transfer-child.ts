import { readFileSync } from 'node:fs'
import type { TransferRequest } from '../../app/contract/transfers.ts'
import { openTransferSite, requestFor } from '../fakes/transfer-site.ts'

/**
 * Starts a transfer, or goes on with the one there is, and ends when it has ended. Made to be killed. Says on a line
 * each how the database is, how many bytes it can rely on, how it ended, and the most memory it took.
 */
const [url = '', databasePath = '', request = ''] = process.argv.slice(2)
const site = openTransferSite({ url, databasePath })
say({ integrity: site.database.prepare('PRAGMA integrity_check').get()?.['integrity_check'] })
const known = site.transfers.list()[0]
if (known) site.transfers.resumeUnfinished()
const { id } =
  known ?? (await site.transfers.start({ ...requestFor(''), ...(JSON.parse(request) as Partial<TransferRequest>) }))
// The clock's timers do not keep a process alive, and neither does a transfer that waits for them.
const alive = setInterval(() => undefined, 1_000)
const planned = await site.until(id, 'running', 'verifying', 'done', 'failed')
say({ leftBytes: (planned.fetchBytes ?? 0) - planned.fetchedBytes })
const ended = await site.until(id, 'done', 'failed')
say({ state: ended.state, entriesFailed: ended.entriesFailed, peakBytes: peakBytes() })
clearInterval(alive)
await site.close()

/** Of memory, all threads together; undefined where the system does not tell. Unlike maxRSS it does not know the parent. */
function peakBytes(): number | undefined {
  if (process.platform !== 'linux') return undefined
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kibibytes) * 1024
}

function say(fact: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`)
}
