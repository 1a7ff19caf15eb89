import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPlacement, writePlacement } from '../../../app/desktop/placement-file.ts'

const placement = { bounds: { x: -10, y: 20, width: 900, height: 700 }, isMaximized: true }
let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'placement-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('the placement file', () => {
  it('gives back what was written, over an older one too', () => {
    const file = join(folder, 'new', 'window.json')
    writePlacement(file, { ...placement, isMaximized: false })
    writePlacement(file, placement)
    expect(readPlacement(file)).toEqual(placement)
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json'])
  })

  it.each(['', '{', '{}', '{"bounds":{"x":0,"y":0,"width":-5,"height":1},"isMaximized":false}'])(
    'counts as absent when it holds %j',
    text => {
      const file = join(folder, 'window.json')
      writeFileSync(file, text)
      expect(readPlacement(file)).toBeUndefined()
    },
  )

  it('may be missing', () => {
    expect(readPlacement(join(folder, 'window.json'))).toBeUndefined()
  })
})
