// Runs in a process of its own, inside a D-Bus session of its own: see keychain.test.ts.
import { createKeychain } from '../../../app/platform/keychain.ts'
import { silentLog } from '../../fakes/logs.ts'

const keychain = createKeychain(silentLog)
const results = []
for (const step of process.argv.slice(2)) {
  const [verb, profileId = '', key = ''] = step.split(':')
  if (verb === 'read') results.push(await keychain.read(profileId))
  if (verb === 'keep') results.push(await keychain.keep(profileId, key))
  if (verb === 'forget') results.push(await keychain.forget(profileId))
}
process.stdout.write(JSON.stringify(results))
