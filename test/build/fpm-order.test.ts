import { describe, expect, it } from 'vitest'
import { controlFile, readFpmArguments } from '../../build/fpm-order.ts'

const asElectronBuilderAsks = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'xdg-utils', '--deb-recommends', 'gnome-keyring'],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/tmp/in', '--after-remove', '/tmp/out'],
  ...['--description', 'Fetches files\n What it does.\n\n And more.', '--version', '1.2.3', '--package', '/tmp/a.deb'],
  ...['--name', 'an-app', '--maintainer', 'A <a@b.invalid>', '--vendor', 'A', '--url', 'https://a.invalid/'],
  ...[
    '--category',
    'science',
    '--deb-priority',
    'optional',
    '--license',
    'MIT',
    '/build/=/opt/An App',
    '/i.png=/usr/i.png',
  ],
]

describe('readFpmArguments', () => {
  it('reads what electron-builder asks for', () => {
    expect(readFpmArguments(asElectronBuilderAsks)).toMatchObject({
      name: 'an-app',
      depends: ['libnss3', 'xdg-utils'],
      recommends: ['gnome-keyring'],
      inputs: [
        { from: '/build/', to: '/opt/An App' },
        { from: '/i.png', to: '/usr/i.png' },
      ],
    })
  })

  it.each([
    ['an option it does not know', [...asElectronBuilderAsks, '--deb-systemd', 'x']],
    ['another kind of package', asElectronBuilderAsks.map(arg => (arg === 'deb' ? 'rpm' : arg))],
    ['a file that is to go nowhere', [...asElectronBuilderAsks, '/lonely']],
    ['an order without a name', asElectronBuilderAsks.filter(arg => arg !== '--name' && arg !== 'an-app')],
  ])('refuses %s', (_what, args) => {
    expect(() => readFpmArguments(args)).toThrow(TypeError)
  })
})

describe('controlFile', () => {
  it('writes the fields as Debian reads them, with empty lines of the description as dots', () => {
    const text = controlFile(readFpmArguments(asElectronBuilderAsks), 4321)

    expect(text).toContain('Package: an-app\nVersion: 1.2.3\n')
    expect(text).toContain('Depends: libnss3, xdg-utils\nRecommends: gnome-keyring\n')
    expect(text).toContain('Installed-Size: 4321\n')
    expect(text.endsWith('Description: Fetches files\n What it does.\n .\n And more.\n')).toBe(true)
  })

  it('leaves out fields that are empty', () => {
    expect(controlFile({ ...readFpmArguments(asElectronBuilderAsks), recommends: [] }, 1)).not.toContain('Recommends')
  })
})
