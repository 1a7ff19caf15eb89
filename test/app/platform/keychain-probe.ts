// Runs in a process of its own, inside a D-Bus session of its own: see keychain.test.ts.
import { execFileSync } from 'node:child_process'
import { createKeychain } from '../../../app/platform/keychain.ts'
import { createSpawnWorker } from '../../../app/platform/workers.ts'
import { silentLog } from '../../fakes/logs.ts'

const spawnWorker = createSpawnWorker(new URL('../../../app/', import.meta.url), '.ts')
const keychain = createKeychain({ log: silentLog, spawnWorker, limitMs: Number(process.env['LIMIT_MS'] ?? 20_000) })
const results = []
for (const step of process.argv.slice(2)) {
  const [verb, profileId = '', key = ''] = step.split(':')
  if (verb === 'read') results.push(await keychain.read(profileId))
  if (verb === 'keep') results.push(await keychain.keep(profileId, key))
  if (verb === 'forget') results.push(await keychain.forget(profileId))
  if (verb === 'run') execFileSync('bash', ['-c', process.env[profileId] ?? ''], { stdio: 'ignore' })
}
process.stdout.write(JSON.stringify(results))
process.exit(0)
