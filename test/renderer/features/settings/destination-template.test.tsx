import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { DestinationTemplate } from '../../../../renderer/features/settings/destination-template.tsx'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'

const open = (template = '{id}/{archive}') => {
  const onChange = vi.fn()
  const { user } = renderWindow(<DestinationTemplate template={template} onChange={onChange} />, new FakeTransport())
  return { user, onChange }
}
const field = () => screen.findByRole<HTMLInputElement>('textbox', { name: /Folder of a task/ })
const typeOver = async (user: ReturnType<typeof open>['user'], text: string) => {
  await user.clear(await field())
  await user.click(await field())
  await user.paste(text)
}

describe('the folder of a task', () => {
  it('is shown by an example while it is typed, and kept when the field is left', async () => {
    const { user, onChange } = open()
    await typeOver(user, '{project}/{id8}')
    expect(screen.getByText('For example: cavity-sweep/fz4cq3zd')).toBeTruthy()
    expect(onChange).not.toHaveBeenCalled()
    await user.tab()
    expect(onChange.mock.calls).toEqual([['{project}/{id8}']])
  })

  it('is not kept where tasks would share it, and the field says why', async () => {
    const { user, onChange } = open()
    await typeOver(user, '{project}')
    await user.keyboard('{Enter}')
    expect(screen.getByText('Without {id} or {id8} different tasks would share a folder.')).toBeTruthy()
    expect((await field()).getAttribute('aria-invalid')).toBe('true')
    expect(onChange).not.toHaveBeenCalled()
  })

  it('goes back to the usual one at a click', async () => {
    const { user, onChange } = open('{project}/{id8}')
    await user.click(screen.getByRole('button', { name: 'As usual' }))
    expect(onChange.mock.calls).toEqual([['{id}/{archive}']])
    expect((await field()).value).toBe('{id}/{archive}')
  })
})
