import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'

const needed = [
  { program: 'Xvfb', package: 'xvfb' },
  { program: 'dbus-daemon', package: 'dbus-daemon' },
  { program: 'dunst', package: 'dunst' },
  { program: 'notify-send', package: 'libnotify-bin' },
]

/** Why there can be no desktop of our own here; undefined where there can. */
export function whyNoDesktop(): string | undefined {
  if (process.platform !== 'linux') return 'Notifications are observed on Linux only, through its session bus.'
  const missing = needed.filter(({ program }) => spawnSync('which', [program]).status !== 0)
  return missing.length === 0 ? undefined : `Install ${missing.map(each => each.package).join(', ')}.`
}

/** What a notification service was told to show. */
export type Seen = { readonly title: string; readonly body: string }

/** A display and a session bus of our own, with a real notification service on it or without one. */
export type NotificationDesktop = {
  /** For the app: shows it this display and this bus. */
  readonly environment: NodeJS.ProcessEnv
  /** Everything shown so far, oldest first. */
  seen(): readonly Seen[]
  /** How many are on the screen now. */
  displayed(): number
  /** Clicks the newest one. */
  click(): void
  /** Chooses an action of the newest one by its label. */
  choose(label: string): void
  closeAll(): void
  remove(): Promise<void>
}

/** Nothing is started by this bus itself: the usual one starts any notification service that is installed. */
const busWithoutServices = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

export async function startNotificationDesktop({ hasService = true } = {}): Promise<NotificationDesktop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'desktop-'))
  const inFolder = (name: string) => path.join(folder, name)
  const running: ChildProcess[] = []
  writeFileSync(inFolder('bus.conf'), busWithoutServices)
  const bus = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${inFolder('bus.conf')}`])
  const display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
  running.push(display, bus)
  const environment = {
    DBUS_SESSION_BUS_ADDRESS: await firstLine(bus),
    DISPLAY: `:${await firstLine(display)}`,
    XDG_RUNTIME_DIR: folder,
  }
  const env = { ...process.env, ...environment }
  if (hasService) running.push(await startService(folder, env))
  const control = (...args: string[]) => execFileSync('dunstctl', args, { env, encoding: 'utf8' })
  return {
    environment,
    seen: () => (hasService ? parseShown(readFileSync(inFolder('shown'), 'utf8')) : []),
    displayed: () => Number(control('count', 'displayed')),
    click: () => void control('action', '0'),
    choose(label) {
      writeFileSync(inFolder('choice'), label)
      control('context')
    },
    closeAll: () => void control('close-all'),
    async remove() {
      for (const child of running.toReversed()) await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its menu of actions is answered by a script that takes the line with the wanted label. */
async function startService(folder: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const inFolder = (name: string) => path.join(folder, name)
  writeFileSync(inFolder('menu'), `#!/bin/sh\ngrep -m 1 -F "#$(cat ${inFolder('choice')}) ("\n`, { mode: 0o755 })
  writeFileSync(inFolder('dunstrc'), `[global]\n    dmenu = ${inFolder('menu')}\n    history_length = 0\n`)
  const shown = createWriteStream(inFolder('shown'))
  await once(shown, 'open')
  const service = spawn('dunst', ['-print', '-conf', inFolder('dunstrc')], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  service.stdout.pipe(shown)
  service.once('exit', () => void finished(shown).catch(() => undefined))
  const isThere = () =>
    spawnSync('dunstctl', ['is-paused'], { env, encoding: 'utf8' }).stdout.trim() === 'false' || undefined
  for (let tries = 0; !isThere(); tries++) {
    if (tries === 100) throw new Error('The notification service did not come up')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return service
}

function parseShown(text: string): readonly Seen[] {
  const blocks = text.matchAll(/\n\tsummary: '([\s\S]*?)'\n\tbody: '([\s\S]*?)'\n\ticon: /g)
  return Array.from(blocks, ([, title = '', body = '']) => ({ title, body }))
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('Needs what it prints')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return line
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
