import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { TestHome } from '../e2e/web-shell.ts'

/** The environment of a home whose session has a keychain, and an end to both. */
export type KeychainSession = AsyncDisposable & { readonly environment: NodeJS.ProcessEnv }

/** A session bus of its own with GNOME's keyring on it, new and unlocked. Linux only. */
export async function startKeychain(home: TestHome): Promise<KeychainSession> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    env: home.environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [address] = (await once(createInterface(bus.stdout), 'line')) as [string]
  const environment = { ...home.environment, DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: home.folder }
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  keyring.stdin.end('the password of the keyring')
  while (!(await hasKeychain(environment))) if (keyring.exitCode !== null) throw new Error('The keyring did not start')
  return {
    environment,
    async [Symbol.asyncDispose]() {
      await end(keyring)
      await end(bus)
    },
  }
}

/** Whether something on the bus says it keeps secrets. */
async function hasKeychain(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  const args = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/', ...question]
  const { stdout } = await promisify(execFile)('dbus-send', args, { env: environment })
  return stdout.includes('true')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
