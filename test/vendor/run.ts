import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSampleService } from '../../app/sample/sample-service.ts'
import { checks, type Check, type Setting } from './checks.ts'
import { ClientUnavailable, prepareVendorClient } from './vendor-client.ts'

/** Exit code when the vendor's client cannot be had here, which says nothing about our service. */
const EXIT_UNAVAILABLE = 77
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'vendor-client')

/** Runs the vendor's own client, unchanged, against the sample account. */
async function main(): Promise<number> {
  const service = await startSampleService({ killSeconds: 2 })
  const folder = await mkdtemp(join(tmpdir(), 'vendor-client-'))
  try {
    const home = join(folder, 'home')
    await mkdir(home)
    const client = await prepareVendorClient(CACHE, {
      HOME: home,
      INDUCTIVA_API_URL: service.baseUrl,
      INDUCTIVA_API_KEY: service.key,
      INDUCTIVA_DISABLE_ANSI: 'true',
    })
    return await runAll(checks, { service, client, folder })
  } finally {
    await service.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function runAll(all: readonly Check[], { folder, ...rest }: Setting): Promise<number> {
  let failed = 0
  for (const [index, check] of all.entries()) {
    const own = join(folder, String(index))
    await mkdir(own)
    const problem = await problemOf(check, { ...rest, folder: own })
    if (problem !== undefined) failed += 1
    console.log(problem === undefined ? `ok      ${check.name}` : `FAILED  ${check.name}: ${problem}`)
  }
  console.log(`${all.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function problemOf(check: Check, setting: Setting): Promise<string | undefined> {
  try {
    await check.run(setting)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof ClientUnavailable)) throw error
  console.log(`The vendor's client cannot run here. ${error.message}`)
  process.exitCode = EXIT_UNAVAILABLE
}
