import { statSync } from 'node:fs'
import path from 'node:path'
import type { CDPSession, Page } from '@playwright/test'

/** Where Electron, and the runtime that stands in for it, run preload scripts. */
const preloadWorld = 'Electron Isolated Context'

/** Drags files or folders of this disk over the middle of a page, as a person does. It goes on until it is dropped. */
export async function dragFiles(page: Page, paths: readonly string[]) {
  const session = await page.context().newCDPSession(page)
  await tellPaths(session, paths)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const dispatch = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', {
      ...{ type, x: width / 2, y: height / 2 },
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    })
  await dispatch('dragEnter')
  await dispatch('dragOver')
  return {
    async drop(): Promise<void> {
      await dispatch('drop')
      await session.detach()
    },
  }
}

export async function dropFiles(page: Page, ...paths: readonly string[]): Promise<void> {
  const drag = await dragFiles(page, paths)
  await drag.drop()
}

/** The stand-in's preload cannot ask the system where a dropped file lies: it is told. Elsewhere this changes nothing. */
async function tellPaths(session: CDPSession, paths: readonly string[]): Promise<void> {
  const worlds: number[] = []
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === preloadWorld) worlds.push(context.id)
  })
  await session.send('Runtime.enable')
  const files = paths.map(file => ({ path: file, name: path.basename(file), size: statSync(file).size }))
  const expression = `globalThis.standInFiles = ${JSON.stringify(files)}`
  for (const contextId of worlds) await session.send('Runtime.evaluate', { contextId, expression })
}
