import { createHttpObjectSource } from '../../app/outputs/http-object-source.ts'
import { openArchiveIndex } from '../../app/outputs/archive-index.ts'
import { createRetry } from '../../app/outputs/retry-requests.ts'
import { systemClock } from '../../app/platform/clock.ts'
import { createDispatcher } from '../../app/platform/http.ts'
import { createIndexStore } from '../../app/platform/index-store.ts'
import { spawnWorker } from '../fakes/index-worker.ts'
import { silentLog } from '../fakes/logs.ts'

// Opens the index of an archive as the app does, searches it, and says what that took.
// Usage: index-host.ts <url> <folder of kept indexes>
const [url = '', folder = ''] = process.argv.slice(2)
const mebibyte = 1024 * 1024

const clock = systemClock
const dispatcher = createDispatcher({})
const source = createHttpObjectSource({ dispatcher, clock, log: silentLog, signUrl: () => Promise.resolve(url) })
const before = process.memoryUsage.rss()
const store = createIndexStore({ folder, log: silentLog })
const reading = { source, retry: createRetry(clock), signal: new AbortController().signal }

const startedMs = performance.now()
const index = await openArchiveIndex(reading, spawnWorker, { store, key: 'bench' })
const openedMs = performance.now()
const page = { sort: { by: 'name', descending: false }, offset: 0, limit: 100 } as const
const found = await index.search({ ...page, text: '777' })
const searchedMs = performance.now()
const peak = process.resourceUsage().maxRSS / 1024 - before / mebibyte
await index.release() // what is kept for later is on the disk then
await dispatcher.close()

const figures = {
  isFromCache: index.isFromCache,
  entries: index.count,
  found: found.total,
  openSeconds: (openedMs - startedMs) / 1000,
  searchSeconds: (searchedMs - openedMs) / 1000,
  peakMebibytes: peak, // of the process, above what it had before
}
console.log(JSON.stringify(figures))
