import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPacedDrawing, type PacedDrawing } from '../../../app/desktop/paced-drawing.ts'

let seen: { readonly text: string } | undefined
let drawn: string[]
let drawing: PacedDrawing

beforeEach(() => {
  vi.useFakeTimers()
  drawn = []
  seen = { text: 'one' }
  drawing = createPacedDrawing(
    { leastMs: 1_000, againMs: 30_000 },
    () => seen,
    view => drawn.push(view.text),
  )
})
afterEach(() => {
  drawing.end()
  vi.useRealTimers()
})

it('draws at most once a second, and then what is there at that time', () => {
  for (const text of ['two', 'three', 'four']) {
    seen = { text }
    drawing.changed()
  }
  expect(drawn).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(drawn).toEqual(['four'])
  seen = { text: 'five' }
  drawing.changed()
  vi.advanceTimersByTime(999)
  expect(drawn).toEqual(['four'])
  vi.advanceTimersByTime(1)
  expect(drawn).toEqual(['four', 'five'])
})

it('leaves alone what looks the same', () => {
  for (let times = 0; times < 3; times++) {
    seen = { text: 'one' }
    drawing.changed()
    vi.advanceTimersByTime(1_000)
  }
  expect(drawn).toEqual(['one'])
})

it('looks again by itself, as ages grow', () => {
  drawing.changed()
  vi.advanceTimersByTime(1_000)
  seen = { text: 'older' }
  vi.advanceTimersByTime(30_000)
  expect(drawn).toEqual(['one', 'older'])
})

it('draws nothing before anything is known, nor after its end', () => {
  seen = undefined
  drawing.changed()
  vi.advanceTimersByTime(1_000)
  seen = { text: 'late' }
  drawing.changed()
  drawing.end()
  vi.advanceTimersByTime(60_000)
  expect(drawn).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
