import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { ownBusName } from './bus-name.ts'

/** A session bus of its own on which something has the name of what shows trays. */
export type TrayHost = AsyncDisposable & {
  readonly busAddress: string
  /** What shows trays ends; the bus stays. */
  leave(): Promise<void>
}

export async function startTrayHost(): Promise<TrayHost> {
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [busAddress] = (await once(createInterface(bus.stdout), 'line')) as [string]
  const leave = await ownBusName(busAddress, 'org.kde.StatusNotifierWatcher')
  return {
    busAddress,
    leave,
    async [Symbol.asyncDispose]() {
      await leave()
      await end(bus)
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
