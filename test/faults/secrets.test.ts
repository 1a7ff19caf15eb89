import { spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSampleService, type SampleService } from '../../app/sample/sample-service.ts'
import { makeTemporaryFolder, requestFor } from '../fakes/transfer-site.ts'
import { addressOf, connect, startApp } from './served-app.ts'

const key = 'Very.Secret-Key_7'
const wrongKey = 'Very.Wrong-Key_8'

const programs = ['gnome-keyring-daemon', 'dbus-run-session', 'dbus-send']
const canRun = process.platform === 'linux' && programs.every(name => spawnSync('which', [name]).status === 0)

/** A session with a keyring of its own; the app runs in it, and the keyring's daemon ends with it. */
const inKeyringSession = `eval "$(printf testpw | gnome-keyring-daemon --unlock --components=secrets --daemonize 2>/dev/null)"
"$@" & echo $! > "$HOME/app.pid"; wait $!
kill $(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \\
  org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | awk '{print $2}')`

let home: ReturnType<typeof makeTemporaryFolder>
let service: SampleService
let sessions: ChildProcess[]
beforeEach(async () => {
  home = makeTemporaryFolder()
  mkdirSync(join(home.path, 'run'), { mode: 0o700 })
  service = await startSampleService({ key })
  sessions = []
})
afterEach(async () => {
  for (const session of sessions) {
    if (session.exitCode !== null || session.signalCode !== null) continue
    process.kill(appId(), 'SIGKILL')
    await once(session, 'exit')
  }
  await service.close()
  home.remove()
})

const appId = () => Number(readFileSync(join(home.path, 'app.pid'), 'utf8'))

function start() {
  const session = startApp({
    home: home.path,
    data: join(home.path, 'data'),
    args: [],
    environment: { XDG_DATA_HOME: join(home.path, 'xdg'), XDG_RUNTIME_DIR: join(home.path, 'run') },
    through: ['dbus-run-session', '--', 'bash', '-c', inKeyringSession, 'session'],
  })
  sessions.push(session)
  return session
}

async function end(session: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  process.kill(appId(), signal)
  await once(session, 'exit')
}

it.skipIf(!canRun)(
  'a key is in the keychain and nowhere else, and a signature nowhere',
  { timeout: 120_000 },
  async () => {
    const first = start()
    const api = await connect(await addressOf(first))
    const address = { baseUrl: service.baseUrl }
    expect(await api.ask('signIn', { key: wrongKey, ...address })).toMatchObject({ failure: { code: 'key-refused' } })
    expect(await api.call('signIn', { key, ...address })).toMatchObject({ profile: { keyStorage: 'keychain' } })
    await api.call('refreshTasks')
    const query = { groups: [], codes: ['success'], project: null, text: '' }
    const { ids } = (await api.call('listTaskIds', { query })) as { ids: string[] }
    await api.call('openArchive', { taskId: ids[0], kind: 'output' })
    const { id } = await api.call('startTransfer', { ...requestFor(join(home.path, 'results')), taskId: ids[0] })
    const stateOf = async () => {
      const { transfers } = (await api.call('listTransfers')) as { transfers: { id: unknown; state: string }[] }
      return transfers.find(transfer => transfer.id === id)?.state
    }
    await expect.poll(stateOf, { timeout: 30_000 }).toBe('done')

    // What goes wrong is what gets into logs: refusals that repeat the key, and storage that repeats the address.
    const mend = [
      service.faults.add({ scope: 'api', fault: { kind: 'answer', status: 401, body: `{"detail":"key ${key}"}` } }),
      service.faults.add({ scope: 'storage', fault: { kind: 'answer', status: 403, body: `X-Signature=abc ${key}` } }),
    ]
    await api.ask('refreshTasks', {})
    await api.ask('openArchive', { taskId: ids[1], kind: 'output' })
    for (const remove of mend) remove()
    await service.suspendApi()
    await api.ask('refreshTasks', {})
    await service.resumeApi()
    expect(service.stats.count({ scope: 'storage' })).toBeGreaterThan(1)

    expectNoSecret(processes(), 'an argument or the environment of a process')
    expectNoSecret(everyFile(), 'a file while the app runs')
    expectNoSecret([['the window', api.heard()]], 'what a window hears')
    api.close()
    await end(first, 'SIGKILL')
    expectNoSecret(everyFile(), 'a file after a crash')

    const second = start()
    const again = await connect(await addressOf(second))
    expect(await again.call('getSession')).toMatchObject({ state: 'signed-in', profile: { keyStorage: 'keychain' } })
    expect(await again.call('signOut')).toMatchObject({ state: 'signed-out', reason: null })
    again.close()
    await end(second, 'SIGTERM')
    expectNoSecret(everyFile(), 'a file after signing out')

    const third = start()
    const last = await connect(await addressOf(third))
    expect(await last.call('getSession')).toMatchObject({ state: 'signed-out' })
    last.close()
    await end(third, 'SIGTERM')
  },
)

/** Whatever could be read back as one of the keys, and the part of an address that grants access. */
function secrets(): readonly string[] {
  const inBase64 = [key, wrongKey].flatMap(secret =>
    [0, 1, 2].map(offset => {
      const text = Buffer.from('\0'.repeat(offset) + secret).toString('base64')
      return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6))
    }),
  )
  const inHex = [key, wrongKey].map(secret => Buffer.from(secret).toString('hex'))
  return [key, wrongKey, ...inBase64, ...inHex, encodeURIComponent(key), 'X-Signature=']
}

function expectNoSecret(places: readonly (readonly [name: string, content: string])[], where: string): void {
  expect(places.length).toBeGreaterThan(0)
  for (const [name, content] of places) {
    for (const secret of secrets()) expect(content.includes(secret), `${secret} in ${where}: ${name}`).toBe(false)
    const wide = Buffer.from(content, 'latin1').toString('utf16le')
    expect(wide.includes(key), `the key in ${where}: ${name}`).toBe(false)
  }
}

/** All of the home: the data folder, the log, the downloads, and the keyring's own file, which is encrypted. */
function everyFile(): readonly (readonly [string, string])[] {
  const files = readdirSync(home.path, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  expect(files.map(file => file.name)).toEqual(
    expect.arrayContaining(['settings.sqlite', 'account.sqlite', 'inductiva-desktop.log']),
  )
  return files.map(file => {
    const path = join(file.parentPath, file.name)
    return [path, readFileSync(path, 'latin1')]
  })
}

/** Of the app and of everything that runs because of it: their homes tell. */
function processes(): readonly (readonly [string, string])[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(processId => {
      try {
        const [environment, command] = ['environ', 'cmdline'].map(what =>
          readFileSync(`/proc/${processId}/${what}`, 'latin1'),
        )
        return environment?.includes(home.path) ? [[`process ${processId}`, `${environment}\n${command}`] as const] : []
      } catch {
        return [] // ended while it was read
      }
    })
}
