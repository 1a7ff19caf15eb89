import { existsSync } from 'node:fs'

// Debian's own program before its wrapper in /usr/bin, which writes to the terminal.
const usualPlaces = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium the tests drive: `CHROMIUM_PATH`, or the first of the usual places; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...usualPlaces].find(place => place !== undefined && existsSync(place))
}
