import { afterEach, describe, expect, it } from 'vitest'
import { startCommand } from '../../fakes/command.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { buildZip, type BuiltEntry } from '../../fakes/zip-builder.ts'

let server: RangeServer
afterEach(() => server.close())

const entries: readonly BuiltEntry[] = [
  { name: 'artifacts/' },
  {
    name: 'artifacts/log.txt',
    data: 'twelve bytes',
    date: ((2024 - 1980) << 9) | (3 << 5) | 7,
    time: (9 << 11) | (5 << 5),
  },
  { name: 'artifacts/../evil', data: 'x' },
  { name: 'artifacts/\u001B[2Jclear', data: '' },
]

async function list(...options: string[]) {
  server = await startRangeServer(buildZip(entries))
  return startCommand('app/ls.ts', ['--url', server.url, ...options]).end
}

describe('ls', () => {
  it('prints a line for every entry, with nothing in it that moves the cursor', async () => {
    const { code, stdout, stderr } = await list()
    const lines = stdout.split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[1]).toBe('            12  2024-03-07 09:05  artifacts/log.txt')
    expect(lines[2]).toMatch(/artifacts\/\.\.\/evil {2}\(cannot be fetched: .+\)$/)
    expect(lines[3]).toContain('artifacts/\\u{1b}[2Jclear')
    expect(stdout).not.toContain('\u001B')
    expect([code, stderr]).toEqual([0, ''])
  })

  it('prints one JSON array', async () => {
    const { code, stdout } = await list('--json')
    expect(JSON.parse(stdout)).toMatchObject([
      { path: 'artifacts/', kind: 'folder' },
      { path: 'artifacts/log.txt', kind: 'file', sizeBytes: 12, problem: null },
      { path: 'artifacts/../evil', problem: expect.any(String) },
      { path: 'artifacts/\u001B[2Jclear', crc32: '00000000' },
    ])
    expect(code).toBe(0)
  })

  it('prints what matches alone', async () => {
    const { stdout } = await list('--only', '*.txt', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ path: 'artifacts/log.txt' }])
  })

  it('says what is wrong', async () => {
    server = await startRangeServer(Buffer.alloc(3_000))
    const { code, stdout, stderr } = await startCommand('app/ls.ts', ['--url', server.url]).end
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^The (archive|file) in the cloud/)])
    await server.close()
    expect(await startCommand('app/ls.ts', []).end).toMatchObject({ code: 2, stderr: expect.stringContaining('--url') })
    server = await startRangeServer(Buffer.alloc(1))
  })
})
