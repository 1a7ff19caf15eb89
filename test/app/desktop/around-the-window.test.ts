import { describe, expect, it } from 'vitest'
import { playScene } from './desktop-scene.ts'

const sentence = 'ask {"kind":"say","sentence":"It keeps running.","isProblem":false}'
const shown = { do: 'notification', at: 0, event: 'show' } as const

describe('what is told once', () => {
  it('is told once, and not in the window when it came up', async () => {
    const { notifications, core } = await playScene({
      platform: 'linux',
      steps: [{ do: 'tell once' }, shown, { do: 'tell once' }, { do: 'say what was kept' }],
    })
    expect(notifications).toHaveLength(1)
    expect(core).toEqual([])
  })

  it('is said in the window at the next start when it did not come up, once', async () => {
    const { core } = await playScene({
      platform: 'linux',
      steps: [{ do: 'tell once' }, { do: 'say what was kept' }, { do: 'say what was kept' }],
    })
    expect(core).toEqual([sentence])
  })

  it('keeps no window open when the disk is full', async () => {
    const { warnings, notifications } = await playScene({
      platform: 'linux',
      steps: [{ do: 'disk', isFull: true }, { do: 'tell once' }],
    })
    expect(warnings).toEqual(['What is told once was not'])
    expect(notifications).toEqual([])
  })

  it('ends nothing when the disk is full by the time it comes up, or at the next start', async () => {
    const { core, warnings } = await playScene({
      platform: 'linux',
      steps: [{ do: 'tell once' }, { do: 'disk', isFull: true }, shown, { do: 'say what was kept' }],
    })
    expect(core).toEqual([sentence])
    expect(warnings).toHaveLength(2)
  })
})

describe('a portable program', () => {
  const portable = { PORTABLE_EXECUTABLE_FILE: 'D:\\tools\\inductiva-desktop.exe' }
  const turnOn = [{ do: 'start login item' }, { do: 'settings', openAtLogin: true }] as const
  const scene = { platform: 'win32', steps: [...turnOn, { do: 'register links' }] } as const

  it('starts with the session from where it lies, not from where it unpacks itself', async () => {
    const item = { openAtLogin: true, args: ['--hidden'] }
    expect((await playScene(scene, portable)).loginItems).toEqual([
      { ...item, path: portable.PORTABLE_EXECUTABLE_FILE },
    ])
    expect((await playScene(scene)).loginItems).toEqual([item])
  })

  it('takes no links: it leaves no trace in the system', async () => {
    expect((await playScene(scene, portable)).schemes).toEqual([])
    expect((await playScene(scene)).schemes).toEqual(['inductiva-desktop'])
  })
})

describe('the window', () => {
  it('has an icon of its own on Linux, where no program lends it one', async () => {
    const icons = await Promise.all(
      ['linux', 'darwin', 'win32'].map(
        async platform => (await playScene({ platform, steps: [{ do: 'open a window' }] })).windowIcons,
      ),
    )
    expect(icons).toEqual([['/icons/app.png'], [null], [null]])
  })
})
