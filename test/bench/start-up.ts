import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../build/chromium.ts'
import { createTestHome, startWebShell, type TestHome } from '../e2e/web-shell.ts'
import { appWindow, electronProgram, launch } from '../electron/fixtures.ts'
import { median } from './statistics.ts'

// How long a person waits for the first row of their tasks, from the start of the program on: with data of an earlier
// start, and without. Built before: npm run build. Run with: node test/bench/start-up.ts
const runs = 5

type Start = (home: TestHome) => Promise<number>

const shells: readonly { readonly name: string; readonly start: Start }[] = [
  { name: `desktop (${electronProgram})`, start: startDesktop },
  { name: 'web shell, with the browser running', start: startWeb },
]
for (const { name, start } of shells) {
  const figures = await measure(start)
  console.log(
    `${name}: first start ${figures.first} ms, later ${figures.later} ms to the first row (median of ${runs})`,
  )
}

async function measure(start: Start): Promise<{ readonly first: number; readonly later: number }> {
  const first: number[] = []
  const later: number[] = []
  for (let run = 0; run < runs; run++) {
    const home = await createTestHome()
    first.push(await start(home))
    later.push(await start(home))
    await home.remove()
  }
  return { first: Math.round(median(first)), later: Math.round(median(later)) }
}

async function startDesktop(home: TestHome): Promise<number> {
  const beganMs = performance.now()
  const app = await launch(home)
  await firstRow(await appWindow(app))
  const tookMs = performance.now() - beganMs
  await app.close()
  return tookMs
}

async function startWeb(home: TestHome): Promise<number> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const beganMs = performance.now()
  const shell = await startWebShell(home, ['--sample'])
  await page.goto(shell.url)
  await firstRow(page)
  const tookMs = performance.now() - beganMs
  await browser.close()
  await shell.stop()
  return tookMs
}

async function firstRow(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Tasks' }).getByRole('row').nth(1).waitFor()
}
