import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A fuse wire as Electron has it: a mark, a version, a length, a state for each fuse. @see @electron/fuses */
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101100011`

const sentence = 'This package was put together without Electron, to try the packaging. It cannot start.'
const files = {
  electron: `#!/bin/sh\necho "${sentence}" >&2\nexit 1\n${fuseWire}`,
  'chrome-sandbox': '',
  version: '0.0.0',
  LICENSE: `${sentence}\n`,
  'LICENSES.chromium.html': `<p>${sentence}</p>\n`,
  'locales/en-US.pak': '',
  'resources/WITHOUT-ELECTRON.txt': `${sentence}\n`,
}

/** Writes what has the shape of a Linux Electron and cannot start, and says so when somebody tries. */
export async function writePlaceholderElectron(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  await chmod(path.join(folder, 'electron'), 0o755)
}
