import type { TransferRequest } from '../../app/contract/transfers.ts'
import { openTransferSite, requestFor } from '../fakes/transfer-site.ts'

/**
 * Starts a transfer, or goes on with the one there is, and ends when it has ended. Made to be killed. Says on a line
 * each how the database is, how many bytes it can rely on, and how it ended.
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
say({ keptBytes: planned.fetchedBytes })
const ended = await site.until(id, 'done', 'failed')
say({ state: ended.state, entriesFailed: ended.entriesFailed })
clearInterval(alive)
await site.close()

function say(fact: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`)
}
