import { cp, mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { distFolder, projectFolder } from '../../build/entries.ts'
import { createTestHome, type TestHome } from './web-shell.ts'

/** The built app and a home in folders as people name them. */
export type OddPlace = { readonly home: TestHome; readonly appFolder: string }

/** Copies the built app to a place with spaces, quotes and letters of several scripts in its path. */
export async function createOddPlace(): Promise<OddPlace> {
  const plain = await createTestHome()
  const place = path.join(plain.folder, 'Ünï cödé dir', '模拟 #1 100% "it’s"')
  const appFolder = path.join(place, 'app')
  const folder = path.join(place, 'home')
  await mkdir(path.join(folder, 'Downloads'), { recursive: true })
  await cp(distFolder, path.join(appFolder, 'dist'), { recursive: true })
  await cp(path.join(projectFolder, 'package.json'), path.join(appFolder, 'package.json'))
  await symlink(path.join(projectFolder, 'node_modules'), path.join(appFolder, 'node_modules'))
  const own = { HOME: folder, USERPROFILE: folder, INDUCTIVA_DESKTOP_DATA: path.join(folder, 'my data') }
  return { appFolder, home: { ...plain, folder, environment: { ...plain.environment, ...own } } }
}
