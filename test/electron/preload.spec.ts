import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectFolder } from '../../build/entries.ts'
import { appWindow, expect, launch, test } from './fixtures.ts'

test('says so in a sentence when the window cannot be connected with the app', async ({ home }) => {
  const damaged = path.join(home.folder, 'installed')
  await copyApp(damaged)
  await writeFile(path.join(damaged, 'dist', 'app', 'preload.cjs'), `throw new Error('half a file')`)
  const electronApp = await launch(home, ['--sample'], damaged)
  const window = await appWindow(electronApp)
  await expect(window.getByRole('heading', { name: 'The window could not be connected' })).toBeVisible()
  await expect(window.getByText(/install Inductiva Desktop again: your data is kept/)).toBeVisible()
  await electronApp.close()
})

/** The built app as it would be installed, in a folder of its own. */
async function copyApp(folder: string): Promise<void> {
  await mkdir(folder)
  for (const name of ['package.json', 'dist']) {
    await cp(path.join(projectFolder, name), path.join(folder, name), { recursive: true })
  }
  await symlink(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
}
