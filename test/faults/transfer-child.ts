import { openTransferSite, requestFor } from '../fakes/transfer-site.ts'

/** Starts a transfer, or goes on with the one there is, and ends when it has ended. Made to be killed. */
const [url = '', databasePath = '', destination = '', kind = 'files'] = process.argv.slice(2)
const site = openTransferSite({ url, databasePath })
const known = site.transfers.list()[0]
if (known) site.transfers.resumeUnfinished()
const { id } = known ?? (await site.transfers.start(requestFor(destination, kind === 'archive' ? { kind } : {})))
// The clock's timers do not keep a process alive, and neither does a transfer that waits for them.
const alive = setInterval(() => undefined, 1_000)
const ended = await site.until(id, 'done', 'failed')
clearInterval(alive)
await site.close()
process.stdout.write(JSON.stringify(ended))
