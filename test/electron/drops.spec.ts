import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles } from '../e2e/drag-files.ts'
import { buildZip } from '../fakes/zip-builder.ts'
import { ask } from './calls.ts'
import { expect, test } from './fixtures.ts'

const zip = buildZip([
  { name: 'artifacts/log.txt', data: 'Time = 1\n' },
  { name: 'artifacts/0.1/U', data: 'velocity '.repeat(1_000) },
])

/** A file of the home folder, with the given bytes. */
function put(home: { readonly folder: string }, name: string, bytes: Uint8Array | string): string {
  const file = path.join(home.folder, name)
  writeFileSync(file, bytes)
  return file
}

async function signedIn(window: Page): Promise<void> {
  await expect(window.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
}

test('looks into a zip that is dropped into the window, and extracts it beside itself', async ({ window, home }) => {
  const file = put(home, 'mÿ output.zip', zip)
  await signedIn(window)
  await dropFiles(window, file)
  const archive = window.getByRole('region', { name: 'Archive on this computer' })
  await expect(archive.getByRole('heading', { name: 'mÿ output.zip' })).toBeFocused()
  await expect(archive.getByText('log.txt')).toBeVisible()
  await archive.getByRole('button', { name: 'Extract all…' }).click()
  const dialog = window.getByRole('dialog', { name: 'Extract files' })
  await dialog.getByRole('button', { name: 'Extract', exact: true }).click()
  const states = async () => (await ask(window, 'listTransfers', {})).transfers.map(({ state }) => state)
  await expect.poll(states).toEqual(['done'])
  expect(readFileSync(path.join(home.folder, 'mÿ output', 'log.txt'), 'utf8')).toBe('Time = 1\n')
  await archive.getByRole('button', { name: 'Close this archive' }).click()
  await expect(archive).toBeHidden()
  await expect(window.getByRole('grid')).toBeVisible()
})

test('makes a folder that is dropped the destination of the open task', async ({ window, home }) => {
  const folder = path.join(home.folder, 'my results')
  mkdirSync(folder)
  await signedIn(window)
  await window.getByRole('grid').getByRole('row').nth(1).click()
  await dropFiles(window, folder)
  const dialog = window.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: /^Save to/ })).toHaveValue(folder)
})

test('asks for tasks first when a folder is dropped and nothing is selected', async ({ window, home }) => {
  const folder = path.join(home.folder, 'my results')
  mkdirSync(folder)
  await signedIn(window)
  await dropFiles(window, folder)
  await expect(window.getByText('Select tasks, or open one, and drop the folder again')).toBeVisible()
})

test('says what it cannot take, and stays where it is', async ({ window, home }) => {
  await signedIn(window)
  const address = window.url()
  await dropFiles(window, put(home, 'notes.txt', 'hello'))
  await expect(window.getByText('“notes.txt” is neither a folder nor a zip archive')).toBeVisible()
  await dropFiles(window, put(home, 'a.zip', zip), put(home, 'b.zip', zip))
  await expect(window.getByText('Drop one folder or one zip archive at a time.')).toBeVisible()
  await dropFiles(window, put(home, 'page.zip', '<!DOCTYPE html><title>Sign in</title>'))
  await expect(window.getByText('This file is not a zip archive: it is a web page.')).toBeVisible()
  await dropFiles(window, put(home, 'half.zip', zip.subarray(0, -40)))
  await expect(window.getByText('This zip archive is damaged or incomplete')).toBeVisible()
  expect(window.url()).toBe(address)
})

test('opens an archive that is chosen by way of the menu', async ({ electronApp, window, home }) => {
  const file = put(home, 'output.zip', zip)
  await signedIn(window)
  await electronApp.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, file)
  await electronApp.evaluate(({ Menu }) => {
    const fileMenu = Menu.getApplicationMenu()?.items.find(({ label }) => label.replace('&', '') === 'File')
    fileMenu?.submenu?.items.find(({ label }) => label.includes('Open Archive'))?.click()
  })
  await expect(window.getByRole('heading', { name: 'output.zip' })).toBeVisible()
})
