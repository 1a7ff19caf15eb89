import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { openTransferSite, requestFor } from '../fakes/transfer-site.ts'

// Hosts the engine as the app's main process does, downloads one archive, and says how long the event loop was held up.
// Usage: event-loop-host.ts <url> <folder>
const [url = '', folder = ''] = process.argv.slice(2)
const resolutionMs = 5

const site = openTransferSite({ url, databasePath: join(folder, 'state.sqlite'), connections: 8 })
const delay = monitorEventLoopDelay({ resolution: resolutionMs })
delay.enable()
const { id } = await site.transfers.start(requestFor(join(folder, 'files')))
const { state, entriesDone } = await site.until(id, 'done', 'failed')
delay.disable()
await site.close()

// The histogram holds the time from one tick to the next, so an idle loop shows the resolution.
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
const figures = { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), most: late(delay.max) }
console.log(JSON.stringify({ state, entriesDone, ...figures }))
