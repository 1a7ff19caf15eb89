import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AppInfo } from '../../../../app/contract/app-info.ts'
import { nameOfFolder } from '../../../../renderer/features/settings/name-of-folder.ts'
import { SettingsProvider } from '../../../../renderer/features/settings/settings-context.tsx'
import { SettingsDialog } from '../../../../renderer/features/settings/settings-dialog.tsx'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'

const papers = { name: 'Papers', path: '/home/ana/papers' }
const plots = { name: 'Plots', path: '/data/plots' }
const app: AppInfo = {
  ...{ version: '1.0.0', shell: 'web', platform: 'linux', hostName: 'head-node' },
  ...{ canChooseFolderNatively: false, canReveal: false, canOpen: false },
}

function open(change: Partial<AppInfo> = {}) {
  let settings = aSettings({ favouriteFolders: [papers, plots] })
  const transport = new FakeTransport({
    getSettings: () => settings,
    getAppInfo: () => ({ ...app, ...change }),
    updateSettings: changes => (settings = { ...settings, ...changes } as typeof settings),
    chooseFolder: () => ({ path: '/mnt/native/' }),
  })
  const dialog = (
    <SettingsProvider>
      <SettingsDialog
        isOpen
        startAt="downloads"
        onClose={() => undefined}
        folderBrowser={({ onChoose }) => <button onClick={() => onChoose('/scratch/ana')}>Here</button>}
      />
    </SettingsProvider>
  )
  return renderWindow(dialog, transport)
}

describe('favourite folders', () => {
  it('are renamed when their name is left, and never to nothing', async () => {
    const { user, transport } = open()
    const name = await screen.findByRole('textbox', { name: 'Name of /home/ana/papers' })
    await user.clear(name)
    await user.tab()
    expect((name as HTMLInputElement).value).toBe('Papers')
    await user.clear(name)
    await user.type(name, 'Theses{Enter}')
    const renamed = [{ ...papers, name: 'Theses' }, plots]
    expect(transport.inputsOf('updateSettings')).toEqual([{ favouriteFolders: renamed }])
  })

  it('are removed one by one', async () => {
    const { user, transport } = open()
    await user.click(await screen.findByRole('button', { name: 'Remove Papers from the favourites' }))
    expect(transport.inputsOf('updateSettings')).toEqual([{ favouriteFolders: [plots] }])
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name of /home/ana/papers' })).toBeNull())
    const next = screen.getByRole('button', { name: 'Remove Plots from the favourites' })
    await waitFor(() => expect(document.activeElement).toBe(next))
    await user.click(next)
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText('Favourite folders')))
  })

  it.each([
    [false, { name: 'ana', path: '/scratch/ana' }],
    [true, { name: 'native', path: '/mnt/native/' }],
  ])('are added with the dialog of the system where there is one: %s', async (canChooseFolderNatively, added) => {
    const { user, transport } = open({ canChooseFolderNatively })
    await user.click(await screen.findByRole('button', { name: 'Add a folder…' }))
    if (!canChooseFolderNatively) await user.click(await screen.findByRole('button', { name: 'Here' }))
    await waitFor(() =>
      expect(transport.inputsOf('updateSettings')).toEqual([{ favouriteFolders: [papers, plots, added] }]),
    )
  })

  it.each([
    ['/home/ana/papers', 'papers'],
    ['/mnt/x/', 'x'],
    ['C:\\Users\\ana\\Plots', 'Plots'],
    ['/', '/'],
  ])('are called at first after their last part: %s', (path, name) => {
    expect(nameOfFolder(path)).toBe(name)
  })
})
