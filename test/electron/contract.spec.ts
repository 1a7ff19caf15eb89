import { expect, invoke, shareApp, test } from './fixtures.ts'

shareApp()

test('answers a call of the page', async ({ window }) => {
  expect(await invoke(window, 'getSettings')).toMatchObject({ ok: true, value: { colorScheme: 'auto' } })
})

test('opens on the sample account when asked to', async ({ window }) => {
  expect(await invoke(window, 'getSession')).toMatchObject({
    ok: true,
    value: { state: 'signed-in', profile: { kind: 'sample' } },
  })
  await expect(window.getByText('Sample account')).toBeVisible()
})

test('answers a call that is not in the contract with a typed failure', async ({ window }) => {
  expect(await invoke(window, 'readFile', { path: '/etc/passwd' })).toMatchObject({
    ok: false,
    failure: { code: 'unknown-call' },
  })
})

test('answers malformed input with a typed failure', async ({ window }) => {
  expect(await invoke(window, 'updateSettings', { colorScheme: 'purple' })).toMatchObject({
    ok: false,
    failure: { code: 'invalid-input' },
  })
})

test('pushes events to the page until it stops listening', async ({ window }) => {
  const heard = await window.evaluate(async () => {
    const values: unknown[] = []
    const stop = globalThis.inductiva.listen((name, value) => values.push([name, value]))
    const change = (colorScheme: string) => globalThis.inductiva.invoke('updateSettings', { colorScheme })
    await change('dark')
    stop()
    await change('auto')
    return values
  })
  const settings = heard.filter(event => (event as string[])[0] === 'settingsChanged')
  expect(settings).toEqual([['settingsChanged', expect.objectContaining({ colorScheme: 'dark' })]])
})

test('answers the folder dialog with what the person chose', async ({ electronApp, window }) => {
  await electronApp.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] })
  })
  expect(await invoke(window, 'chooseFolder', { startAt: null })).toEqual({ ok: true, value: { path: '/chosen' } })
})
