import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
