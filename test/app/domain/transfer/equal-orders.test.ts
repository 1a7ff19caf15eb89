import { describe, expect, it } from 'vitest'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import { areEqualOrders } from '../../../../app/domain/transfer/equal-orders.ts'

type Wish = Parameters<typeof areEqualOrders>[0]

const wish: Wish = {
  taskId: taskIdSchema.parse('task-1'),
  archive: 'output',
  kind: 'files',
  selection: { include: ['0/', 'log'], exclude: ['0/U'], globs: ['*.csv'] },
  destination: '/data/papers',
  conflicts: 'ask',
}

describe('two orders', () => {
  it.each<[string, Partial<Wish>]>([
    ['nothing', {}],
    ['the order of what was ticked', { selection: { ...wish.selection, include: ['log', '0/'] } }],
    ['a path named twice', { selection: { ...wish.selection, exclude: ['0/U', '0/U'] } }],
  ])('are equal with another %s', (_, change) => {
    expect(areEqualOrders(wish, { ...wish, ...change })).toBe(true)
  })

  it.each<[string, Partial<Wish>]>([
    ['task', { taskId: taskIdSchema.parse('task-2') }],
    ['archive', { archive: 'input' }],
    ['kind', { kind: 'archive' }],
    ['folder', { destination: '/data/thesis' }],
    ['way with files that are there', { conflicts: 'replace' }],
    ['file taken', { selection: { ...wish.selection, include: ['0/'] } }],
    ['file left out', { selection: { ...wish.selection, exclude: [] } }],
    ['glob', { selection: { include: ['0/', 'log'], exclude: ['0/U'] } }],
  ])('are two with another %s', (_, change) => {
    expect(areEqualOrders(wish, { ...wish, ...change })).toBe(false)
    expect(areEqualOrders({ ...wish, ...change }, wish)).toBe(false)
  })

  it('of a raw archive are equal whatever was ticked', () => {
    const zip: Wish = { ...wish, kind: 'archive' }
    expect(areEqualOrders(zip, { ...zip, selection: { include: [''], exclude: [] } })).toBe(true)
  })
})
