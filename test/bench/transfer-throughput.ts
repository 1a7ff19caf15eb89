import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TransferKind } from '../../app/contract/transfers.ts'
import { makeTemporaryFolder, openTransferSite, requestFor } from '../fakes/transfer-site.ts'
import { runPython } from '../fakes/zip-with-python.ts'

/** Rough figures of the engine on this machine: `node test/bench/transfer-throughput.ts`. Scale 1 is a few seconds. */
const scale = Number(process.argv[2] ?? 1)
const folder = makeTemporaryFolder()
const mebibyte = 1024 * 1024

const workloads: readonly { name: string; script: string; kind: TransferKind }[] = [
  {
    name: 'few big, deflated',
    kind: 'files',
    script: `
words = [f'{rng.random():.6f},' for _ in range(4096)]
for index in range(6):
    zip.writestr(f'artifacts/big{index}.csv', ''.join(rng.choices(words, k=int(5e6 * scale))))`,
  },
  {
    name: 'many small',
    kind: 'files',
    script: `
blocks = [''.join(f'{rng.random():.6f}\\n' for _ in range(rng.randrange(100, 1800))) for _ in range(200)]
for index in range(int(20000 * scale)):
    zip.writestr(f'artifacts/processor{index % 16}/{index // 160}/U{index}', blocks[index % 200])`,
  },
  {
    name: 'stored',
    kind: 'files',
    script: `
for index in range(8):
    zip.writestr(f'artifacts/stored{index}.bin', rng.randbytes(int(50e6 * scale)), compress_type=zipfile.ZIP_STORED)`,
  },
]

for (const { name, script, kind } of workloads) {
  const zipPath = join(folder.path, `${name}.zip`)
  const header = 'import sys, zipfile, random\nrng = random.Random(7)\nscale = float(sys.argv[2])\n'
  const body = script.trim().replaceAll('\n', '\n    ')
  runPython(
    `${header}with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as zip:\n    ${body}`,
    zipPath,
    String(scale),
  )
  await measure(name, zipPath, kind)
  if (name === 'stored') await measure('stored, raw archive', zipPath, 'archive')
}
folder.remove()

async function measure(name: string, zipPath: string, kind: TransferKind): Promise<void> {
  const server = new Worker(new URL('range-server-thread.ts', import.meta.url), { workerData: zipPath })
  const [url] = await new Promise<[string]>(resolve => server.once('message', (message: string) => resolve([message])))
  const site = openTransferSite({ url, databasePath: join(folder.path, `${name}.sqlite`), connections: 8 })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const started = { ms: performance.now(), cpu: process.cpuUsage() }
  const { id } = await site.transfers.start(requestFor(join(folder.path, `${name} out`), { kind }))
  const ended = await site.until(id, 'done', 'failed')
  const seconds = (performance.now() - started.ms) / 1000
  const cpu = process.cpuUsage(started.cpu)
  delay.disable()
  const figures = [
    `${ended.state}, ${ended.entriesDone} files`,
    `zip ${(readFileSync(zipPath).length / mebibyte).toFixed(0)} MiB`,
    `unpacked ${(ended.writtenBytes / mebibyte).toFixed(0)} MiB`,
    `${seconds.toFixed(2)} s`,
    `CPU ${((cpu.user + cpu.system) / 1e6).toFixed(2)} s with the server`,
    `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
    `event loop p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
  ]
  console.info(`${name}: ${figures.join(', ')}`)
  await site.close()
  await server.terminate()
}
