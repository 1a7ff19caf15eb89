import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useDraft } from '../../../renderer/ui/use-draft.ts'

function open(kept: number) {
  return renderHook((value: number) => useDraft<number | string>(value), { initialProps: kept })
}

it('follows what is kept while nobody types', () => {
  const { result, rerender } = open(5)
  rerender(7)
  expect(result.current).toMatchObject({ value: 7, isEdited: false })
})

it('leaves alone what is typed, also when another window keeps something else meanwhile', () => {
  const { result, rerender } = open(5)
  act(() => result.current.type('1'))
  rerender(7)
  expect(result.current).toMatchObject({ value: '1', isEdited: true })
})

it('shows what was left until something else is kept', () => {
  const { result, rerender } = open(5)
  act(() => result.current.type(9))
  act(() => result.current.leave())
  expect(result.current).toMatchObject({ value: 9, isEdited: false })
  rerender(9)
  expect(result.current.value).toBe(9)
  rerender(12)
  expect(result.current.value).toBe(12)
})
