import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'

const probe = join(import.meta.dirname, 'keychain-probe.ts')
const missing = [
  { program: 'gnome-keyring-daemon', package: 'gnome-keyring' },
  { program: 'dbus-run-session', package: 'dbus-daemon' },
  { program: 'secret-tool', package: 'libsecret-tools' },
].filter(({ program }) => spawnSync('which', [program]).status !== 0)
if (missing.length > 0) {
  console.warn(`Keychain tests are skipped: install ${missing.map(each => each.package).join(', ')}`)
}

const folders: string[] = []
afterEach(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true })))

/** A fresh home without any keyring, as on a new computer. */
function freshEnvironment(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'keychain-'))
  folders.push(folder)
  const { PATH } = process.env
  return {
    PATH,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: folder,
    NODE: process.execPath,
    PROBE: probe,
  }
}

const unlock = `eval "$(printf testpw | gnome-keyring-daemon --unlock --components=secrets --daemonize 2>/dev/null)"`
const lock = `dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
  org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null`
const runProbe = (...steps: string[]): string => `"$NODE" "$PROBE" ${steps.join(' ')}`
// The daemon leaves its session behind: it ends here, by its own id, as the bus knows it.
const endDaemon = `kill $(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | awk '{print $2}')`

/** A bus that starts nothing by itself. The usual one starts any installed keychain. */
const busWithoutServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

const inOneProcess = (name: string, command: string): string => `export ${name}=${quoted(command)}`
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

function inSession(...commands: string[]): string {
  return inSessionOf([], freshEnvironment(), commands)
}

function inSessionOf(options: string[], env: NodeJS.ProcessEnv, commands: string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'dbus-run-session',
    [...options, '--', 'bash', '-c', commands.join('\n')],
    { env, encoding: 'utf8', timeout: 25_000 },
  )
  expect(status, stderr).toBe(0)
  return stdout
}

describe.skipIf(missing.length > 0 || process.platform !== 'linux')('the keychain of the desktop', () => {
  it('keeps a key, gives it back to the next process, and forgets it', () => {
    const stdout = inSession(
      unlock,
      runProbe('read:p1', 'keep:p1:secret.key-1', 'keep:p2:other'),
      'echo',
      `secret-tool search --all service 'Inductiva Desktop' 2>&1 | grep -c '^secret = secret.key-1$'`,
      runProbe('read:p1', 'forget:p1', 'read:p1', 'forget:p1', 'read:p2'),
      endDaemon,
    )
    const [first, seenByOthers, second] = stdout.trim().split('\n')
    expect(JSON.parse(first!)).toEqual([{ state: 'absent' }, { isKept: true }, { isKept: true }])
    expect(seenByOthers).toBe('1')
    expect(JSON.parse(second!)).toEqual([
      { state: 'found', key: 'secret.key-1' },
      { isGone: true },
      { state: 'absent' },
      { isGone: true },
      { state: 'found', key: 'other' },
    ])
  })

  it('says that it is locked, and keeps nothing elsewhere', () => {
    const stdout = inSession(
      unlock,
      `${runProbe('keep:p1:secret.key-1')} >/dev/null`,
      lock,
      runProbe('read:p1', 'keep:p2:x'),
      endDaemon,
    )
    const reason = 'The keychain of this computer is locked and was not unlocked.'
    expect(JSON.parse(stdout)).toEqual([
      { state: 'unavailable', reason },
      { isKept: false, reason },
    ])
  })

  it('says when a key stays because it was locked in the middle of a session, and removes it in the next one', () => {
    const environment = freshEnvironment()
    const locked = inSessionOf([], environment, [
      unlock,
      inOneProcess('LOCK', lock),
      runProbe('keep:p1:secret.key-1', 'run:LOCK', 'read:p1', 'forget:p1'),
      endDaemon,
    ])
    const reason = 'The keychain of this computer is locked and was not unlocked.'
    expect(JSON.parse(locked)).toEqual([{ isKept: true }, { state: 'unavailable', reason }, { isGone: false, reason }])
    const unlocked = inSessionOf([], environment, [unlock, runProbe('read:p1', 'forget:p1', 'read:p1'), endDaemon])
    expect(JSON.parse(unlocked)).toEqual([
      { state: 'found', key: 'secret.key-1' },
      { isGone: true },
      { state: 'absent' },
    ])
  })

  it('says so when the keychain ends in the middle of a session', () => {
    const environment = freshEnvironment()
    const config = join(environment['HOME']!, 'bus.conf')
    writeFileSync(config, busWithoutServices)
    const stdout = inSessionOf(['--config-file', config], environment, [
      unlock,
      inOneProcess('END', endDaemon),
      runProbe('keep:p1:secret.key-1', 'run:END', 'read:p1', 'forget:p1'),
    ])
    const reason = 'This computer has no keychain service (GNOME Keyring, KWallet or KeePassXC).'
    expect(JSON.parse(stdout)).toEqual([{ isKept: true }, { state: 'unavailable', reason }, { isGone: false, reason }])
  })

  it('takes nothing of another program for a key, and takes nothing away from it', () => {
    const stdout = inSession(
      unlock,
      `printf theirs | secret-tool store --label=x service 'Inductiva Desktop' username p1 a b`,
      `printf theirs | secret-tool store --label=x service 'Inductiva Desktop' username p1 c d`,
      `printf '\\377\\376' | secret-tool store --label=x service 'Inductiva Desktop' username p2`,
      runProbe('read:p1', 'keep:p1:x', 'forget:p1', 'read:p2'),
      'echo',
      `secret-tool search --all service 'Inductiva Desktop' 2>&1 | grep -c '^secret = theirs$'`,
      endDaemon,
    )
    const [answers, left] = stdout.trim().split('\n')
    const reason =
      'The keychain of this computer has something of another program under the name “Inductiva Desktop”. Remove it there.'
    expect(JSON.parse(answers!)).toEqual([
      { state: 'unavailable', reason },
      { isKept: false, reason },
      { isGone: false, reason },
      { state: 'unavailable', reason },
    ])
    expect(left).toBe('2')
  })

  it('says that there is no keyring yet, as on an account that has never logged in to a desktop', () => {
    const stdout = inSession(runProbe('read:p1', 'keep:p1:x'), endDaemon)
    expect(JSON.parse(stdout)).toEqual([
      { state: 'absent' },
      { isKept: false, reason: 'This computer has no default keychain yet.' },
    ])
  })

  it('says that there is no keychain service', () => {
    const environment = freshEnvironment()
    const config = join(environment['HOME']!, 'bus.conf')
    writeFileSync(config, busWithoutServices)
    const stdout = inSessionOf(['--config-file', config], environment, [runProbe('read:p1', 'keep:p1:x', 'forget:p1')])
    const reason = 'This computer has no keychain service (GNOME Keyring, KWallet or KeePassXC).'
    expect(JSON.parse(stdout)).toEqual([
      { state: 'unavailable', reason },
      { isKept: false, reason },
      { isGone: false, reason },
    ])
  })
})

describe.skipIf(process.platform !== 'linux')('a bus that takes connections and says nothing', () => {
  it('holds the app neither at its start nor at its end', async () => {
    const environment = freshEnvironment()
    const path = join(environment['HOME']!, 'bus')
    const bus = createServer().listen(path)
    await once(bus, 'listening')
    const probing = spawn(process.execPath, [probe, 'read:p1', 'keep:p1:x', 'forget:p1'], {
      env: { ...environment, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}`, LIMIT_MS: '200' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const answers = text(probing.stdout)
    await once(probing, 'exit')
    bus.close()
    const reason = 'The keychain of this computer did not answer. It may be waiting for its password, or hang.'
    expect(JSON.parse(await answers)).toEqual([
      { state: 'unavailable', reason },
      { isKept: false, reason },
      { isGone: false, reason },
    ])
  })
})

describe.skipIf(process.platform !== 'linux')('without a desktop session', () => {
  it('says so in a sentence, and keeps nothing', () => {
    const { stdout } = spawnSync(process.execPath, [probe, 'read:p1', 'keep:p1:x', 'read:p1'], {
      env: { ...freshEnvironment(), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
      encoding: 'utf8',
    })
    const reason = 'This computer has no desktop session through which a keychain could be reached.'
    expect(JSON.parse(stdout)).toEqual([
      { state: 'unavailable', reason },
      { isKept: false, reason },
      { state: 'unavailable', reason },
    ])
  })
})
