import { expect, invoke, shareApp, test } from './fixtures.ts'

shareApp()

test('lets a page copy and raise notices, and gives it neither place nor camera nor what was copied', async ({
  window,
}) => {
  const states = await window.evaluate(() => {
    const names = ['notifications', 'clipboard-write', 'geolocation', 'camera', 'microphone', 'clipboard-read']
    const ask = async (name: string) => [
      name,
      (await navigator.permissions.query({ name: name as PermissionName })).state,
    ]
    return Promise.all(names.map(ask))
  })
  expect(Object.fromEntries(states)).toEqual({
    ...{ notifications: 'granted', 'clipboard-write': 'granted' },
    ...{ geolocation: 'denied', camera: 'denied', microphone: 'denied', 'clipboard-read': 'denied' },
  })
})

test('knows no tag that would hold another page', async ({ window }) => {
  const tags = await window.evaluate(() => {
    const webview = document.createElement('webview')
    webview.setAttribute('src', 'https://example.com/')
    document.body.append(webview)
    return { kind: Object.prototype.toString.call(webview), children: webview.childNodes.length, frames: frames.length }
  })
  expect(tags.frames).toBe(0)
  expect(tags.children).toBe(0)
  expect(await invoke(window, 'getSettings')).toMatchObject({ ok: true })
})

test('shows no page from elsewhere in a frame', async ({ window, pageErrors }) => {
  await window.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
  })
  await expect.poll(() => pageErrors.length).toBeGreaterThan(0)
  expect(pageErrors.splice(0)).toEqual([expect.stringContaining('Content Security Policy')])
})

test('stays where it is when a file is dropped on it', async ({ window }) => {
  const home = window.url()
  await window.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['<h1>elsewhere</h1>'], 'page.html', { type: 'text/html' }))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  expect(await invoke(window, 'getSettings')).toMatchObject({ ok: true })
  expect(window.url()).toBe(home)
})
