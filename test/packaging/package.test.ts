import { existsSync } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { listPackage, statFile } from '@electron/asar'
import { FuseState, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFuses } from '../../build/check-fuses.ts'
import { buildPackage, manifestOf, runProgram, walkModules, type BuiltPackage } from './built-package.ts'
import { servePackedApp } from './packed-server.ts'

const MiB = 1024 * 1024

describe.runIf(process.platform === 'linux')('the packages', () => {
  let built: BuiltPackage
  let packed: readonly string[] // relative to the archive's root

  beforeAll(async () => {
    built = await buildPackage()
    packed = listPackage(built.asarFile, { isPack: false }).map(name => name.replace(/^\//, ''))
  }, 180_000)
  afterAll(() => built.remove())

  it('contain the built app, the packages it needs, and nothing else', () => {
    const tops = new Set(packed.map(name => name.split('/').slice(0, 2).join('/')))
    const others = [...tops].filter(
      name => !/^(dist|dist\/app|dist\/renderer|node_modules(\/.+)?|package\.json)$/.test(name),
    )
    expect(others).toEqual([])
  })

  it('contain the icon of the window', () => {
    expect(packed).toContain('dist/app/icons/app.png')
  })

  it('contain no sources, maps, types, tests or notes for developers', () => {
    const unwanted = /\.(ts|tsx|mts|cts|map|md|flow|tsbuildinfo)$|(^|\/)(tests?|__tests__|\.[^/]+)(\/|$)/
    expect(packed.filter(name => unwanted.test(name))).toEqual([])
  })

  it('contain every module that something in them asks for', async () => {
    // Asked for in vain by design: ws and debug go without, and a loader tries the native packages of all systems.
    const optional =
      /^(bufferutil|utf-8-validate|supports-color|(@napi-rs\/keyring|@node-rs\/crc32)-.+|\.\/(keyring|crc32)\..+)$/
    const { reached, missing, outside } = await walkModules(built.appFolder)

    expect(missing.filter(({ name }) => !optional.test(name))).toEqual([])
    expect(outside).toEqual([])
    expect(reached.length).toBeGreaterThan(500)
  })

  it('contain no package that nothing asks for', async () => {
    // A logger's threads load some by names that are made at run time; others are for a command line or for types.
    const unasked = [
      ...['pino-abstract-transport', 'real-require', 'require-from-string', 'split2'],
      ...['argparse', 'tiny-typed-emitter'],
    ]
    const { reached } = await walkModules(built.appFolder)
    const used = new Set(reached.map(packageOf))
    const unused = [...new Set(packed.map(packageOf))].filter(name => name !== undefined && !used.has(name))
    expect(unused.filter(name => !unasked.includes(name ?? ''))).toEqual([])
  })

  it('keep native modules outside of the archive, where the system can load them', async () => {
    const native = packed.filter(name => name.endsWith('.node'))
    expect(native.map(packageOf).sort()).toEqual(['@napi-rs/keyring-linux-x64-gnu', '@node-rs/crc32-linux-x64-gnu'])
    for (const name of native) {
      expect(statFile(built.asarFile, name)).toMatchObject({ unpacked: true })
      expect((await stat(path.join(`${built.asarFile}.unpacked`, name))).size).toBeGreaterThan(0)
    }
  })

  it('have the fuses set that keep others from using the program as a Node of theirs', async () => {
    const program = path.join(built.folder, 'inductiva-desktop')
    const wire = await getCurrentFuseWire(program)
    const states = Object.entries(wire).flatMap(([fuse, state]) => (/^\d+$/.test(fuse) ? [state] : []))
    const [yes, no] = [FuseState.ENABLE, FuseState.DISABLE]
    // RunAsNode, cookies encrypted, NODE_OPTIONS, --inspect, asar integrity, asar only, V8 snapshot, file: privileges
    expect(states.slice(0, 8)).toEqual([no, yes, no, no, yes, yes, no, no])
    await expect(checkFuses(path.dirname(built.folder))).resolves.toBeUndefined()
  })

  it('say what to start, and nothing of how they were built', async () => {
    const manifest = await manifestOf(built.appFolder)
    expect(manifest).toMatchObject({ name: 'inductiva-desktop', type: 'module', main: 'dist/app/main.js' })
    expect(manifest).not.toHaveProperty('scripts')
    expect(manifest).not.toHaveProperty('devDependencies')
  })

  it('stay small: the app without Electron takes less than 20 MiB, compressed less than 10', async () => {
    expect((await stat(built.asarFile)).size).toBeLessThan(16 * MiB)
    expect((await stat(built.debFile)).size).toBeLessThan(10 * MiB)
    expect((await stat(built.tarFile)).size).toBeLessThan(10 * MiB)
  })

  it('name the work of others with its licences', async () => {
    const notices = await readFile(path.join(built.folder, 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    expect(notices).toContain('Permission is hereby granted, free of charge')
    for (const name of ['undici', 'zod', 'react-dom', 'electron-updater']) expect(notices).toContain(`${name} `)
  })

  it('say that they cannot start where they were put together without Electron', async () => {
    const program = path.join(built.folder, 'inductiva-desktop')
    await expect(runProgram(program)).rejects.toThrow('without Electron')
  })

  it('run from what is packed alone, the window included', async () => {
    await using server = await servePackedApp(built.appFolder)
    const page = await server.page()
    expect(page).toContain('<title>Inductiva Desktop</title>')
    const [, script = ''] = /<script[^>]+src="\.?([^"]+)"/.exec(page) ?? []
    expect((await server.get(script)).status).toBe(200)
  }, 60_000)

  describe('for Debian', () => {
    it('say what they are and need', async () => {
      const fields = await debFields(built.debFile)
      expect(fields).toMatchObject({
        Package: 'inductiva-desktop',
        Version: (await manifestOf(built.appFolder)).version,
        Architecture: 'amd64',
        Section: 'science',
        Homepage: 'https://inductiva.ai/',
      })
      expect(fields.Depends).toContain('libsecret-1-0')
      expect(fields.Description).toContain('See, follow and fetch')
      expect(Number(fields['Installed-Size'])).toBeGreaterThan(1024)
    })

    it('belong to root, and let nobody else write or become root', async () => {
      const { stdout } = await runProgram('dpkg-deb', ['-c', built.debFile], { maxBuffer: 64 * MiB })
      const lines = stdout.trim().split('\n')
      expect(lines.filter(line => !line.includes(' root/root '))).toEqual([])
      expect(lines.filter(line => /^-..(s|.....s)|^[-d].......w/.test(line))).toEqual([])
    })

    it('bring a menu entry that opens the links of the app', async () => {
      const file = path.join(built.debFolder, 'usr/share/applications/inductiva-desktop.desktop')
      const entry = await readFile(file, 'utf8')
      expect(entry).toMatch(/^Exec="?\/opt\/Inductiva Desktop\/inductiva-desktop"? .*%U$/m)
      expect(entry).toMatch(/^MimeType=x-scheme-handler\/inductiva-desktop;$/m)
      expect(entry).toMatch(/^Icon=inductiva-desktop$/m)
      expect(entry).toMatch(/^Categories=Science;$/m)
      expect(entry).toMatch(/^StartupWMClass=inductiva-desktop$/m)
      await validateIfThere('desktop-file-validate', [file])
    })

    it('bring icons of all sizes, a description for software centres, and the licence', async () => {
      const icons = await readdir(path.join(built.debFolder, 'usr/share/icons/hicolor'))
      expect(icons).toEqual(expect.arrayContaining(['16x16', '32x32', '48x48', '128x128', '256x256', '512x512']))
      const metainfo = path.join(
        built.debFolder,
        'usr/share/metainfo/app.inductivadesktop.InductivaDesktop.metainfo.xml',
      )
      expect(await readFile(metainfo, 'utf8')).toContain('inductiva-desktop.desktop')
      await validateIfThere('appstreamcli', ['validate', '--no-net', metainfo])
      const copyright = path.join(built.debFolder, 'usr/share/doc/inductiva-desktop/copyright')
      expect(await readFile(copyright, 'utf8')).toContain('Apache License')
    })

    it.each(['postinst', 'postrm'])('have a %s script that a shell can read', async name => {
      const { stdout } = await runProgram('dpkg-deb', ['-I', built.debFile, name])
      expect(stdout).toContain('/opt/Inductiva Desktop/')
      expect(stdout).not.toContain('${')
      await runProgram('bash', ['-n', '-c', stdout])
    })
  })
})

function packageOf(name: string): string | undefined {
  return [...name.matchAll(/node_modules\/((?:@[^/]+\/)?[^/@][^/]*)/g)].at(-1)?.[1]
}

async function debFields(file: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await runProgram('dpkg-deb', ['-f', file])
  const fields = stdout.split(/\n(?=\S)/).map((line): [string, string] => {
    const [name = '', ...rest] = line.split(': ')
    return [name, rest.join(': ')]
  })
  return Object.fromEntries(fields)
}

async function validateIfThere(program: string, args: readonly string[]): Promise<void> {
  if (existsSync(`/usr/bin/${program}`)) await runProgram(program, [...args])
}
