import { afterEach, describe, expect, it } from 'vitest'
import type { Settings } from '../../../app/contract/app-info.ts'
import type { UpdateState } from '../../../app/contract/updates.ts'
import type { UpdateEngine } from '../../../app/updates/ports.ts'
import { createUpdateService, type UpdateService } from '../../../app/updates/update-service.ts'
import { silentLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { aSettings } from '../../fakes/settings.ts'

const hourMs = 60 * 60_000

/** Answers as a test says, and counts what it was asked for. */
class FakeEngine implements UpdateEngine {
  version: string | null = null
  failure: Error | undefined
  finds = 0
  fetches = 0
  installs = 0

  find(): Promise<string | null> {
    this.finds++
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.version)
  }
  fetch(onFraction: (fraction: number) => void): Promise<void> {
    this.fetches++
    onFraction(0.5)
    return this.failure ? Promise.reject(this.failure) : Promise.resolve()
  }
  install(): void {
    this.installs++
  }
}

let service: UpdateService | undefined
afterEach(() => service?.dispose())

function start({ checkForUpdates = true }: { readonly checkForUpdates?: boolean | null } = {}) {
  const [engine, clock] = [new FakeEngine(), new ManualClock()]
  const told: UpdateState[] = []
  const listeners = new Set<(settings: Settings) => void>()
  const desk = { isTransferring: false, settings: aSettings({ checkForUpdates }) }
  const made = createUpdateService({
    updates: engine,
    settings: {
      current: () => desk.settings,
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    isTransferring: () => desk.isTransferring,
    clock,
    log: silentLog,
    emit: (_name, value) => void told.push(value as UpdateState),
  })
  service = made
  const change = (wanted: boolean) => {
    desk.settings = aSettings({ checkForUpdates: wanted })
    listeners.forEach(listener => listener(desk.settings))
  }
  const pass = async (ms: number) => {
    clock.advance(ms)
    await settled()
  }
  return { engine, clock, told, desk, change, pass, service: made, kind: () => made.current().kind }
}

/** Lets everything that has been answered be taken in. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

describe('the update service', () => {
  it.each([
    ['wants it', true, 2],
    ['does not', false, 0],
    ['was not asked', null, 0],
  ])('asks soon after the start and twice a day, where the person %s', async (_who, checkForUpdates, finds) => {
    const { engine, pass } = start({ checkForUpdates })
    await pass(hourMs)
    await pass(12 * hourMs)
    expect(engine.finds).toBe(finds)
  })

  it('asks at once when the person says yes', async () => {
    const { engine, change, kind } = start({ checkForUpdates: null })
    change(true)
    await settled()
    expect(engine.finds).toBe(1)
    expect(kind()).toBe('up-to-date')
  })

  it('fetches what is newer, tells how far it is, and installs when told to', async () => {
    const { engine, service, told } = start({ checkForUpdates: false })
    engine.version = '2.0.0'
    service.check()
    await settled()

    expect(told.map(({ kind }) => kind)).toEqual(['checking', 'fetching', 'fetching', 'ready'])
    expect(service.current()).toEqual({ kind: 'ready', version: '2.0.0', isWaiting: false })
    service.install()
    expect(engine.installs).toBe(1)
  })

  it('does not fetch while something is downloaded, and does afterwards', async () => {
    const { engine, service, desk, pass, kind } = start()
    engine.version = '2.0.0'
    desk.isTransferring = true
    service.check()
    await pass(hourMs)
    expect(kind()).toBe('found')
    expect(engine.fetches).toBe(0)

    desk.isTransferring = false
    await pass(5_000)
    expect(kind()).toBe('ready')
  })

  it('does not restart while something is downloaded, not even when told to, and says that it waits', async () => {
    const { engine, service, desk, pass } = start()
    engine.version = '2.0.0'
    service.check()
    await settled()
    desk.isTransferring = true

    expect(service.install()).toMatchObject({ kind: 'ready', isWaiting: true })
    await pass(hourMs)
    expect(engine.installs).toBe(0)

    desk.isTransferring = false
    await pass(5_000)
    expect(service.current()).toMatchObject({ kind: 'ready', isWaiting: false })
    expect(engine.installs).toBe(0) // a person says when
  })

  it('says in one sentence what went wrong, and tries again at the next time', async () => {
    const { engine, service, pass, kind } = start()
    engine.failure = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    await pass(60_000)
    expect(service.current()).toMatchObject({ kind: 'failed', sentence: expect.stringContaining('could not be asked') })

    engine.failure = undefined
    await pass(12 * hourMs)
    expect(kind()).toBe('up-to-date')
  })

  it('asks once where it is told to twice', async () => {
    const { engine, service } = start()
    service.check()
    service.check()
    await settled()
    expect(engine.finds).toBe(1)
  })

  it('installs nothing that is not ready', () => {
    const { engine, service } = start()
    expect(service.install().kind).toBe('up-to-date')
    expect(engine.installs).toBe(0)
  })

  it('leaves no timer behind', () => {
    const { service, clock } = start()
    service.dispose()
    expect(clock.pending).toBe(0)
  })

  it('says why there are no updates where there are none', () => {
    const settings = { current: () => aSettings(), onChange: () => () => undefined }
    const emit = () => expect.unreachable()
    const ports = { settings, emit, clock: new ManualClock(), log: silentLog, isTransferring: () => false }
    const without = createUpdateService({ ...ports, updates: 'package-manager' })
    const unsupported = { kind: 'unsupported', lack: 'package-manager' }
    expect([without.current(), without.check(), without.install()]).toEqual([unsupported, unsupported, unsupported])
  })
})
