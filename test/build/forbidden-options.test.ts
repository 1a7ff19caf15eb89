import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectFolder } from '../../build/entries.ts'

const sources = globSync('{app,renderer}/**/*.{ts,tsx,html}', { cwd: projectFolder }).map(
  file => [file, readFileSync(path.join(projectFolder, file), 'utf8')] as const,
)

it('switches off nothing that protects, and on nothing that endangers', () => {
  const forbidden = [
    /\b(webSecurity|sandbox|contextIsolation): false/,
    /\b(nodeIntegration\w*|allowRunningInsecureContent|experimentalFeatures|webviewTag|enableRemoteModule): true/,
    /\b(enableBlinkFeatures|disableBlinkFeatures|allowpopups|disablewebsecurity)\b/,
    /<webview\b|loadFile\(|loadURL\(['"`](http|file):/,
    /(no-sandbox|disable-web-security|ignore-certificate-errors)/,
    /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|certificate-error/,
    /dangerouslySetInnerHTML|\.innerHTML\b|\beval\(|new Function\(/,
  ]
  const found = sources.flatMap(([file, text]) =>
    forbidden.flatMap(pattern => (pattern.test(text) ? [`${file}: ${pattern.source}`] : [])),
  )
  expect(found).toEqual([])
})

it('sandboxes every window, isolates it and keeps Node out of it', () => {
  const windows = sources.filter(([, text]) => /new (BrowserWindow|BaseWindow|WebContentsView)\(/.test(text))
  expect(windows.map(([file]) => file)).toEqual(['app/desktop/main-window.ts'])
  const [, text = ''] = windows[0] ?? []
  for (const preference of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false']) {
    expect(text).toContain(preference)
  }
  const main = sources.find(([file]) => file === 'app/main.ts')?.[1] ?? ''
  expect(main.indexOf('app.enableSandbox()')).toBeGreaterThan(-1)
  expect(main.indexOf('app.enableSandbox()')).toBeLessThan(main.indexOf('whenReady'))
})
