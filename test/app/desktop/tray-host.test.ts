import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasTrayHost } from '../../../app/desktop/tray-host.ts'
import { startTrayHost } from '../../electron/tray-host.ts'

describe.skipIf(process.platform !== 'linux')('hasTrayHost', () => {
  const before = process.env['DBUS_SESSION_BUS_ADDRESS']
  beforeEach(() => {
    delete process.env['DBUS_SESSION_BUS_ADDRESS']
  })
  afterEach(() => {
    if (before === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS']
    else process.env['DBUS_SESSION_BUS_ADDRESS'] = before
  })

  it('finds what shows trays while it has its name on the bus', async () => {
    await using host = await startTrayHost()
    process.env['DBUS_SESSION_BUS_ADDRESS'] = host.busAddress
    expect(await hasTrayHost()).toBe(true)
    await host.leave()
    expect(await hasTrayHost()).toBe(false)
  })

  it('finds nothing without a bus', async () => {
    process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nowhere/bus'
    expect(await hasTrayHost()).toBe(false)
  })

  it('asks nobody where there is always a tray', async () => {
    expect(await hasTrayHost('win32')).toBe(true)
  })
})
