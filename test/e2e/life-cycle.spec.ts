import { expect, test } from './fixtures.ts'
import { startWebShell } from './web-shell.ts'

test('says so when another one works with the same data, and leaves that one alone', async ({ home, webShell }) => {
  await expect(startWebShell(home, ['--sample'])).rejects.toThrow(/already running with the same data folder/)
  expect((await fetch(webShell.url)).status).toBe(200)
})

test('says so when the port is taken', async ({ home, webShell }) => {
  const other = { ...home, environment: { ...home.environment, INDUCTIVA_DESKTOP_DATA: `${home.folder}/other` } }
  const { port } = new URL(webShell.url)
  await expect(startWebShell(other, ['--port', port])).rejects.toThrow(/port is in use/)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`ends in good order on ${signal} and opens again on the same data`, async ({ home }) => {
    const first = await startWebShell(home, ['--sample'])
    expect(await first.stop(signal)).toBe(0)
    await expect(fetch(first.url)).rejects.toThrow()
    const again = await startWebShell(home, ['--sample'])
    expect((await fetch(again.url)).status).toBe(200)
    expect(await again.stop()).toBe(0)
  })
}

test('opens on the same data after it was killed', async ({ home }) => {
  const first = await startWebShell(home, ['--sample'])
  await first.stop('SIGKILL')
  const again = await startWebShell(home, ['--sample'])
  expect(await again.stop()).toBe(0)
})
