import { describe, expect, it } from 'vitest'
import { commands } from '../../../../app/contract/commands.ts'
import { applicationMenu, isEntryEnabled, type MenuEntry } from '../../../../app/domain/desktop/application-menu.ts'

const menuOn = (platform: string) => applicationMenu({ platform, hasDevTools: true })
const platforms = ['darwin', 'win32', 'linux']
const labelOf = (entry: MenuEntry) => ('label' in entry ? entry.label : entry.kind === 'role' ? entry.role : '-')
const flat = (entries: readonly MenuEntry[]): readonly MenuEntry[] =>
  entries.flatMap(entry => (entry.kind === 'submenu' ? [entry, ...flat(entry.items)] : [entry]))
const itemsOf = (platform: string, label: string) => {
  const menu = menuOn(platform).find(entry => labelOf(entry) === label)
  return menu?.kind === 'submenu' ? menu.items.map(labelOf) : undefined
}

describe('applicationMenu', () => {
  it.each([
    ['darwin', ['Inductiva Desktop', 'File', '&Edit', '&View', '&Task', 'T&ransfers', 'Window', '&Help']],
    ['win32', ['&File', '&Edit', '&View', '&Task', 'T&ransfers', '&Help']],
    ['linux', ['&File', '&Edit', '&View', '&Task', 'T&ransfers', '&Help']],
  ])('has on %s the menus of the platform, in its order', (platform, labels) => {
    expect(menuOn(platform).map(labelOf)).toEqual(labels)
  })

  it.each(platforms)('offers every command once on %s', platform => {
    const offered = flat(menuOn(platform)).flatMap(entry => (entry.kind === 'command' ? [entry.command] : []))
    expect(offered.toSorted()).toEqual([...commands].toSorted())
  })

  it.each(platforms)('gives no key on %s to two items', platform => {
    const keys = flat(menuOn(platform)).flatMap(entry => ('accelerator' in entry ? [entry.accelerator] : []))
    const given = keys.filter(key => key !== undefined)
    expect(new Set(given).size).toBe(given.length)
  })

  it.each(['win32', 'linux'])('gives on %s each letter to one item of its menu', platform => {
    const menus = [menuOn(platform), ...menuOn(platform).map(menu => flat([menu]).slice(1))]
    for (const entries of menus) {
      const letters = entries.flatMap(entry => /&(.)/.exec(labelOf(entry))?.[1]?.toLowerCase() ?? [])
      expect(new Set(letters).size).toBe(letters.length)
    }
  })

  it('has no developer tools where the window has none', () => {
    expect(itemsOf('linux', '&View')).toContain('toggleDevTools')
    expect(flat(applicationMenu({ platform: 'linux', hasDevTools: false })).map(labelOf)).not.toContain(
      'toggleDevTools',
    )
  })

  it('keeps settings, about and quit where people look for them', () => {
    expect(itemsOf('darwin', 'Inductiva Desktop')).toEqual(
      expect.arrayContaining(['About Inductiva Desktop', 'Settings…', 'quit']),
    )
    expect(itemsOf('darwin', '&Help')).not.toContain('&About Inductiva Desktop')
    expect(itemsOf('linux', '&File')).toEqual(expect.arrayContaining(['&Settings', 'quit']))
    expect(itemsOf('linux', '&Help')?.at(-1)).toBe('&About Inductiva Desktop')
  })
})

describe('isEntryEnabled', () => {
  const kill: MenuEntry = { kind: 'command', command: 'kill', label: 'Kill' }
  const settings: MenuEntry = { kind: 'command', command: 'settings', label: 'Settings' }
  const pauseAll: MenuEntry = { kind: 'action', action: 'pause-all', label: 'Pause' }
  const about: MenuEntry = { kind: 'action', action: 'about', label: 'About' }
  const shown = { available: [], hasWindow: true, isSignedIn: true }

  it.each([
    ['what the page can do', kill, { ...shown, available: ['kill' as const] }, true],
    ['nothing else of the page', kill, shown, false],
    ['what opens a window, where there is none', settings, { ...shown, hasWindow: false }, true],
    ['nothing that needs a window, where there is none', kill, { ...shown, hasWindow: false }, false],
    ['the transfers of whoever is signed in', pauseAll, shown, true],
    ['no transfers of nobody', pauseAll, { ...shown, isSignedIn: false }, false],
    ['the rest always', about, { ...shown, hasWindow: false, isSignedIn: false }, true],
  ] as const)('offers %s', (_, entry, state, isEnabled) => expect(isEntryEnabled(entry, state)).toBe(isEnabled))
})
