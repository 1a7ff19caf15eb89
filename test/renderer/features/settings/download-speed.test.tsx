import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AppInfo, Settings } from '../../../../app/contract/app-info.ts'
import type { LimitHours } from '../../../../app/contract/download-limits.ts'
import { SettingsProvider } from '../../../../renderer/features/settings/settings-context.tsx'
import { SettingsDialog } from '../../../../renderer/features/settings/settings-dialog.tsx'
import { FakeFailure, FakeTransport } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'

const workHours: LimitHours = { fromMinute: 480, toMinute: 1080, days: [1, 2, 3, 4, 5], bytesPerSecond: 2_000_000 }
const app: AppInfo = {
  ...{ version: '1.0.0', shell: 'web', platform: 'linux', hostName: 'head-node' },
  ...{ canChooseFolderNatively: false, canReveal: false, canOpen: false },
}

/** The settings over a core that keeps what it is told. */
async function open(change: Partial<Settings> = {}) {
  let settings = aSettings(change)
  const transport = new FakeTransport({
    getSettings: () => settings,
    getAppInfo: () => app,
    getDownloadLimit: () => ({ bytesPerSecond: settings.downloadLimit, hours: null }),
    updateSettings: changes => (settings = { ...settings, ...changes } as Settings),
  })
  const rendered = renderWindow(
    <SettingsProvider>
      <SettingsDialog isOpen startAt="downloads" onClose={() => undefined} folderBrowser={() => null} />
    </SettingsProvider>,
    transport,
  )
  await screen.findByRole('group', { name: 'Download speed' })
  return rendered
}

const field = () => screen.getByLabelText<HTMLInputElement>('All downloads together, at most')
const addHours = () => screen.getByRole('button', { name: 'Add hours…' })
const add = () => screen.getByRole('button', { name: 'Add' })

describe('the speed of all downloads', () => {
  it('is kept in bytes, typed in MB/s, when the field is left', async () => {
    const { user, transport } = await open()
    expect(field().placeholder).toBe('No limit')
    await user.type(field(), '2.5')
    await user.tab()
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ downloadLimit: 2_500_000 }]))
  })

  it('is lifted by an empty field, and by Enter as well', async () => {
    const { user, transport } = await open({ downloadLimit: 5_000_000 })
    expect(field().value).toBe('5 MB/s')
    await user.clear(field())
    await user.keyboard('{Enter}')
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ downloadLimit: null }]))
  })

  it('follows another window, and is not set back by leaving the field', async () => {
    const { user, transport } = await open({ downloadLimit: 5_000_000 })
    await user.click(field())
    act(() => transport.emit('settingsChanged', aSettings({ downloadLimit: 8_000_000 })))
    expect(field().value).toBe('8 MB/s')
    await user.tab()
    expect(transport.inputsOf('updateSettings')).toEqual([])
    await user.clear(field())
    await user.type(field(), '3')
    act(() => transport.emit('settingsChanged', aSettings({ downloadLimit: 9_000_000 })))
    expect(field().value).toBe('3 MB/s')
    await user.tab()
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ downloadLimit: 3_000_000 }]))
  })

  it('is not changed by what is no speed, and the field says so', async () => {
    const { user, transport } = await open()
    await user.type(field(), '0')
    await user.tab()
    expect(await screen.findByText('From 0.01 to 100,000 MB/s')).toBeDefined()
    expect(transport.inputsOf('updateSettings')).toEqual([])
  })

  it('is shown as it holds now, by the clock of the core', async () => {
    const { transport } = await open()
    expect(await screen.findByText('Now: No limit.')).toBeDefined()
    act(() => transport.emit('downloadLimitChanged', { bytesPerSecond: 2_000_000, hours: workHours }))
    expect(await screen.findByText('Now: 2 MB/s, until 18:00 by the hours above.')).toBeDefined()
    expect(screen.getByText(/By the clock of head-node/)).toBeDefined()
  })
})

describe('hours with another limit', () => {
  it('are added as the week goes', async () => {
    const saturday: LimitHours = { fromMinute: 0, toMinute: 0, days: [6, 7], bytesPerSecond: null }
    const { user, transport } = await open({ downloadLimit: 1_000_000, limitHours: [saturday] })
    await user.click(addHours())
    await user.type(screen.getByLabelText('At most'), '2')
    await user.click(add())
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ limitHours: [workHours, saturday] }]))
    const lines = within(screen.getByRole('list', { name: 'Hours with another limit' })).getAllByRole('listitem')
    expect(lines.map(line => line.textContent)).toEqual(['Mon–Fri, 08:00–18:002 MB/s', 'Sat–Sun, all dayNo limit'])
    await waitFor(() => expect(screen.queryByLabelText('From')).toBeNull())
    expect(document.activeElement).toBe(addHours())
  })

  it('are removed one by one', async () => {
    const night: LimitHours = { fromMinute: 1320, toMinute: 360, days: [1, 2, 3, 4, 5, 6, 7], bytesPerSecond: null }
    const { user, transport } = await open({ limitHours: [workHours, night] })
    await user.click(screen.getByRole('button', { name: 'Remove Mon–Fri, 08:00–18:00' }))
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ limitHours: [night] }]))
    expect(screen.getByText('Every day, 22:00–06:00')).toBeDefined()
  })

  it('cannot be added without a day, a time, or anything that they would change', async () => {
    const { user } = await open()
    await user.click(addHours())
    expect(add().hasAttribute('disabled')).toBe(true)
    await user.type(screen.getByLabelText('At most'), '2')
    expect(add().hasAttribute('disabled')).toBe(false)
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
      await user.click(screen.getByRole('checkbox', { name: day }))
    expect(add().hasAttribute('disabled')).toBe(true)
    await user.click(screen.getByRole('checkbox', { name: 'Sunday' }))
    expect(add().hasAttribute('disabled')).toBe(false)
    await user.clear(screen.getByLabelText('From'))
    expect(add().hasAttribute('disabled')).toBe(true)
  })

  it('that overlap stay in the form, with the reason', async () => {
    const { user, transport } = await open({ limitHours: [workHours] })
    transport.answer({
      updateSettings() {
        throw new FakeFailure({ code: 'setting-not-possible', message: 'These hours overlap.' })
      },
    })
    await user.click(addHours())
    await user.type(screen.getByLabelText('At most'), '3')
    await user.click(add())
    expect(await screen.findByText('These hours overlap.')).toBeDefined()
    expect(screen.getByLabelText<HTMLInputElement>('At most').value).toBe('3 MB/s')
  })
})
