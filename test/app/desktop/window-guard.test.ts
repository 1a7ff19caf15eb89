import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const ours = 'app://desktop'
const origins = [ours, 'entry://contents', 'https://evil.invalid', 'app://desktop.evil.invalid', 'null']
const permissions = [
  ...['clipboard-read', 'clipboard-sanitized-write', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation'],
  ...['hid', 'idle-detection', 'keyboardLock', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'notifications'],
  ...['openExternal', 'pointerLock', 'serial', 'speaker-selection', 'storage-access', 'usb', 'window-management'],
]
const addresses = [
  `${ours}/`,
  'https://docs.inductiva.ai/guide',
  'https://docs.inductiva.ai/unopened',
  'http://docs.inductiva.ai/',
  'https://name:password@evil.invalid/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://desktop.evil.invalid/',
  'smb://evil.invalid/share',
]

type Decisions = {
  readonly granted: readonly string[]
  readonly left: readonly string[]
  readonly isWebviewPrevented: boolean
  readonly windows: readonly string[]
  readonly opened: readonly string[]
  readonly said: readonly string[]
  readonly isDeviceGranted: boolean
}

describe('the guard around every page', () => {
  let decisions: Decisions
  beforeAll(async () => {
    const child = path.join(import.meta.dirname, 'guard-child.ts')
    const question = JSON.stringify({ origins, permissions, addresses })
    const { stdout } = await promisify(execFile)(process.execPath, [child, question])
    decisions = JSON.parse(stdout) as Decisions
  })

  it('lets our own pages copy text and raise notices, and nobody anything else', () => {
    expect(decisions.granted).toEqual([`clipboard-sanitized-write to ${ours}`, `notifications to ${ours}`])
    expect(decisions.isDeviceGranted).toBe(false)
  })

  it('lets a page go nowhere but to itself', () => {
    const itself = ['will-navigate', 'will-redirect', 'will-frame-navigate'].map(event => `${event} ${ours}/`)
    expect(decisions.left).toEqual(itself)
  })

  it('opens no window and no webview, and hands nothing but plain https links to the system', () => {
    expect(new Set(decisions.windows)).toEqual(new Set(['deny']))
    expect(decisions.isWebviewPrevented).toBe(true)
    expect(decisions.opened).toEqual(['https://docs.inductiva.ai/guide', 'https://docs.inductiva.ai/unopened'])
  })

  it('says of a link that the system does not open that it was not opened', () => {
    expect(decisions.said).toEqual([expect.stringMatching(/^The link could not be opened/)])
  })
})
