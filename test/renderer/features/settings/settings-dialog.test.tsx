import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AppInfo } from '../../../../app/contract/app-info.ts'
import { SettingsProvider } from '../../../../renderer/features/settings/settings-context.tsx'
import { SettingsDialog } from '../../../../renderer/features/settings/settings-dialog.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'

const settings = aSettings()
const app: AppInfo = {
  version: '1.0.0',
  shell: 'web',
  platform: 'linux',
  hostName: 'head-node',
  canChooseFolderNatively: false,
  canReveal: false,
  canOpen: false,
}

function open(answers: FakeAnswers = {}, startAt: string | undefined = 'downloads') {
  const transport = new FakeTransport({ getSettings: () => settings, getAppInfo: () => app, ...answers })
  return renderWindow(
    <SettingsProvider>
      <SettingsDialog
        isOpen
        startAt={startAt}
        sections={[{ id: 'notices', title: 'Notices', content: 'Tell me when a task fails' }]}
        onClose={() => undefined}
        folderBrowser={({ startAt, onChoose }) => (
          <button onClick={() => onChoose('/scratch/ana')}>Browse from {startAt}</button>
        )}
      />
    </SettingsProvider>,
    transport,
  )
}

const folderField = () => screen.findByLabelText<HTMLInputElement>('Download folder')

const tab = (name: string) => screen.findByRole('tab', { name })

describe('SettingsDialog', () => {
  it('opens at its first section, and walks through all of them by keyboard, those of other features too', async () => {
    const { user } = open({}, 'general')
    expect((await tab('General')).getAttribute('aria-selected')).toBe('true')
    expect(screen.getByRole('radiogroup', { name: 'Appearance' })).toBeTruthy()
    act(() => screen.getByRole('tab', { name: 'General' }).focus())
    await user.keyboard('{ArrowDown}')
    expect(await screen.findByRole('group', { name: 'Download speed' })).toBeTruthy()
    expect(screen.queryByRole('radiogroup', { name: 'Appearance' })).toBeNull()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('tabpanel', { name: 'Notices' }).textContent).toBe('Tell me when a task fails')
  })

  it.each([
    ['darwin', [/^Show an icon/, /^Ask before quitting/, /^Start when/]],
    ['win32', [/^Show an icon/, /^Ask before quitting/, /^Keep running/, /^Start when/]],
    ['linux', [/^Show an icon/, /^Ask before quitting/, /^Keep running/, /^Start when/]],
  ])('offers on %s what the system can do around the window', async (platform, names) => {
    const { user, transport } = open(
      {
        getAppInfo: () => ({ ...app, shell: 'electron', platform }),
        updateSettings: () => aSettings({ showTray: false }),
      },
      'general',
    )
    expect(await screen.findAllByRole('switch')).toHaveLength(names.length)
    for (const name of names) expect(screen.getByRole('switch', { name })).toBeTruthy()
    await user.click(screen.getByRole('switch', { name: /^Show an icon/ }))
    await waitFor(() => expect(screen.queryByRole('switch', { name: /^Keep running/ })).toBeNull())
    expect(transport.inputsOf('updateSettings')).toEqual([{ showTray: false }])
  })

  it('keeps the computer awake only where there is a computer of one’s own to keep awake', async () => {
    const { user, transport } = open({
      getAppInfo: () => ({ ...app, shell: 'electron' }),
      updateSettings: () => aSettings({ keepAwake: true }),
    })
    const keepAwake = await screen.findByRole('switch', { name: /^Keep this computer awake/ })
    expect(keepAwake).toHaveProperty('checked', false)
    await user.click(keepAwake)
    expect(transport.inputsOf('updateSettings')).toEqual([{ keepAwake: true }])
  })

  it('says nothing of keeping a computer awake in a browser', async () => {
    open()
    await folderField()
    expect(screen.queryByRole('switch')).toBeNull()
  })

  it('keeps what was typed while another section is in sight', async () => {
    const { user } = open()
    await user.type(await screen.findByLabelText('All downloads together, at most'), '0')
    await user.click(await tab('General'))
    await user.click(await tab('Downloads'))
    expect(screen.getByLabelText<HTMLInputElement>('All downloads together, at most').value).toBe('0 MB/s')
  })

  it('chooses the download folder with its own browser where the system has none', async () => {
    const { user, transport } = open({ updateSettings: () => ({ ...settings, downloadFolder: '/scratch/ana' }) })
    expect((await folderField()).value).toBe('/home/ana/Downloads')
    expect(screen.getByText(/on head-node/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    await user.click(screen.getByRole('button', { name: 'Browse from /home/ana/Downloads' }))
    await waitFor(async () => expect((await folderField()).value).toBe('/scratch/ana'))
    expect(transport.inputsOf('updateSettings')).toEqual([{ downloadFolder: '/scratch/ana' }])
  })

  it('leaves the folder as it is when the system’s dialog is cancelled', async () => {
    const { user, transport } = open({
      getAppInfo: () => ({ ...app, shell: 'electron', canChooseFolderNatively: true }),
      chooseFolder: () => ({ path: null }),
    })
    await folderField()
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    await waitFor(() => expect(transport.inputsOf('chooseFolder')).toEqual([{ startAt: '/home/ana/Downloads' }]))
    expect(transport.inputsOf('updateSettings')).toEqual([])
  })

  it('keeps a new price when its field is left', async () => {
    const { user, transport } = open({ updateSettings: () => ({ ...settings, pricePerGigabyteUsd: 0.2 }) })
    const price = await screen.findByLabelText('Price of downloaded data, US$ per GB')
    await user.clear(price)
    await user.type(price, '0.2')
    await user.tab()
    await waitFor(() => expect(transport.inputsOf('updateSettings')).toEqual([{ pricePerGigabyteUsd: 0.2 }]))
  })

  it.each(['500', ' '])('says that “%s” is no price, and keeps the one there was', async text => {
    const { user, transport } = open()
    const price = await screen.findByLabelText<HTMLInputElement>('Price of downloaded data, US$ per GB')
    await user.clear(price)
    await user.type(price, text)
    await user.tab()
    expect(screen.getByText(/^From 0 to 100 US\$/)).toBeTruthy()
    expect(price.value).toBe(text.trim())
    expect(transport.inputsOf('updateSettings')).toEqual([])
  })

  it('says why a setting could not be changed', async () => {
    const { user } = open({
      updateSettings: () => {
        throw new FakeFailure({ code: 'destination-not-writable', message: 'This folder cannot be written to.' })
      },
    })
    await folderField()
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    await user.click(screen.getByRole('button', { name: /^Browse from/ }))
    expect(await screen.findByText('This folder cannot be written to.')).toBeTruthy()
    expect((await folderField()).value).toBe('/home/ana/Downloads')
  })
})
