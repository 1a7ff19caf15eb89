import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const module = new URL('../../../app/platform/local-time.ts', import.meta.url).href

/** As a computer in that time zone has it. */
function localTime(timeZone: string, moment: string): unknown {
  const script = `import { systemLocalTime } from '${module}'; console.log(JSON.stringify(systemLocalTime(${Date.parse(moment)})))`
  const environment = { ...process.env, TZ: timeZone }
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment })
  return JSON.parse(answer.toString()) as unknown
}

describe('the wall clock', () => {
  it.each([
    ['UTC', '2026-01-05T00:00:00Z', 1, 0],
    ['UTC', '2026-01-04T23:59:59Z', 7, 23 * 60 + 59],
    ['Asia/Kolkata', '2026-01-04T23:00:00Z', 1, 4 * 60 + 30],
    // In Lisbon the clock goes forward from 1:00 to 2:00 on 29 March, and back from 2:00 to 1:00 on 25 October.
    ['Europe/Lisbon', '2026-03-29T00:59:00Z', 7, 59],
    ['Europe/Lisbon', '2026-03-29T01:00:00Z', 7, 2 * 60],
    ['Europe/Lisbon', '2026-10-25T00:30:00Z', 7, 90],
    ['Europe/Lisbon', '2026-10-25T01:30:00Z', 7, 90],
  ])('in %s at %s shows day %d, minute %d', (timeZone, moment, weekday, minute) => {
    expect(localTime(timeZone, moment)).toEqual({ weekday, minute })
  })
})
