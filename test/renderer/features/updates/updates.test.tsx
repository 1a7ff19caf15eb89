import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { UpdateState } from '../../../../app/contract/updates.ts'
import { NewsAfterUpdate } from '../../../../renderer/features/updates/news-after-update.tsx'
import { UpdateBanner } from '../../../../renderer/features/updates/update-banner.tsx'
import { UpdatesSection } from '../../../../renderer/features/updates/updates-section.tsx'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'

beforeEach(() => localStorage.clear())

type Situation = { readonly state?: UpdateState; readonly wanted?: boolean | null; readonly version?: string }

function draw(part: React.ReactNode, situation: Situation = {}) {
  const { state = { kind: 'up-to-date', checkedAtMs: null }, wanted = true, version = '0.1.0' } = situation
  const settings = aSettings({ checkForUpdates: wanted })
  const transport = new FakeTransport({
    getUpdates: () => state,
    getSettings: () => settings,
    getAppInfo: () => ({
      ...{ version, shell: 'electron', platform: 'linux', hostName: 'desk' },
      ...{ canChooseFolderNatively: true, canReveal: true, canOpen: true },
    }),
    updateSettings: changes => ({ ...settings, checkForUpdates: changes.checkForUpdates ?? null }),
    checkForUpdates: () => ({ kind: 'checking' }),
    installUpdate: () => state,
  })
  return renderWindow(part, transport)
}

const asked = (transport: FakeTransport, name: string) =>
  transport.asked.filter(call => call.name === name).map(({ input }) => input)

describe('UpdatesSection', () => {
  it.each<[UpdateState, RegExp]>([
    [{ kind: 'up-to-date', checkedAtMs: null }, /Not looked/],
    [{ kind: 'found', version: '2.0.0' }, /Version 2.0.0 is there.*once nothing is being downloaded/],
    [{ kind: 'fetching', version: '2.0.0', fraction: 0.429 }, /Fetching version 2.0.0: 42 %/],
    [{ kind: 'ready', version: '2.0.0', isWaiting: true }, /once nothing is being downloaded/],
    [{ kind: 'failed', sentence: 'It was thrown away.', atMs: 0 }, /It was thrown away/],
    [{ kind: 'unsupported', lack: 'package-manager' }, /package manager/],
  ])('says of %j how it stands', async (state, words) => {
    draw(<UpdatesSection />, { state })
    expect((await screen.findByRole('status')).textContent).toMatch(words)
  })

  it('switches the checks, and looks at once when told to', async () => {
    const { user, transport } = draw(<UpdatesSection />, { wanted: false })
    await user.click(await screen.findByRole('switch', { name: /^Look for new versions/ }))
    expect(asked(transport, 'updateSettings')).toEqual([{ checkForUpdates: true }])
    await user.click(screen.getByRole('button', { name: 'Look now' }))
    expect(asked(transport, 'checkForUpdates')).toHaveLength(1)
  })

  it('offers no switch where nothing is updated', async () => {
    draw(<UpdatesSection />, { state: { kind: 'unsupported', lack: 'web-shell' } })
    await screen.findByRole('status')
    expect(screen.queryByRole('switch')).toBeNull()
  })

  it('does not restart while something is downloaded', async () => {
    draw(<UpdatesSection />, { state: { kind: 'ready', version: '2.0.0', isWaiting: true } })
    const restart = await screen.findByRole<HTMLButtonElement>('button', { name: 'Restart to update' })
    expect(restart.disabled).toBe(true)
  })

  it('shows what is new, from the changelog', async () => {
    const { user } = draw(<UpdatesSection />)
    await user.click(await screen.findByRole('button', { name: 'What’s new…' }))
    const dialog = await screen.findByRole('dialog', { name: 'What’s new' })
    expect(within(dialog).getByRole('heading', { name: 'Added' })).toBeTruthy()
    expect(within(dialog).getAllByRole('listitem').length).toBeGreaterThan(10)
  })
})

describe('UpdateBanner', () => {
  it('asks once whether to look for new versions', async () => {
    const { user, transport } = draw(<UpdateBanner />, { wanted: null })
    await user.click(await screen.findByRole('button', { name: 'No' }))
    expect(asked(transport, 'updateSettings')).toEqual([{ checkForUpdates: false }])
    act(() => transport.emit('settingsChanged', aSettings({ checkForUpdates: false })))
    expect(screen.queryByRole('region')).toBeNull()
  })

  it('offers a version that is ready, and can be put off until the next one', async () => {
    const { user, transport } = draw(<UpdateBanner />, { state: { kind: 'ready', version: '2.0.0', isWaiting: false } })
    await user.click(await screen.findByRole('button', { name: 'Restart to update' }))
    expect(asked(transport, 'installUpdate')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Later' }))
    expect(screen.queryByRole('region')).toBeNull()
    act(() => transport.emit('updatesChanged', { kind: 'ready', version: '2.1.0', isWaiting: false }))
    expect(screen.getByRole('region', { name: /2.1.0/ })).toBeTruthy()
  })

  it.each<Situation>([
    { state: { kind: 'ready', version: '2.0.0', isWaiting: true } }, // a download is more important
    { state: { kind: 'unsupported', lack: 'package-manager' }, wanted: null },
    { state: { kind: 'failed', sentence: 'No network.', atMs: 0 } }, // the settings say it, nobody is disturbed
  ])('keeps quiet with %j', async situation => {
    const { transport } = draw(<UpdateBanner />, situation)
    await waitFor(() => expect(asked(transport, 'getSettings')).toHaveLength(1))
    await act(() => Promise.resolve())
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('NewsAfterUpdate', () => {
  it('shows nothing to somebody who begins, and what is new after an update, once', async () => {
    const first = draw(<NewsAfterUpdate />, { version: '0.0.9' })
    await waitFor(() => expect(localStorage.getItem('seen-version')).toBe('"0.0.9"'))
    expect(screen.queryByRole('dialog')).toBeNull()
    first.unmount()

    const { user } = draw(<NewsAfterUpdate />, { version: '0.1.0' })
    const dialog = await screen.findByRole('dialog', { name: 'What’s new' })
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(localStorage.getItem('seen-version')).toBe('"0.1.0"'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
