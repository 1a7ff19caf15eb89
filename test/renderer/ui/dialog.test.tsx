import { Button, Menu } from '@mantine/core'
import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { Dialog } from '../../../renderer/ui/dialog.tsx'
import { renderWindow } from '../render-window.tsx'

function Window() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Menu>
        <Menu.Target>
          <Button>Menu</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen(true)}>Open by menu</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isOpen && (
        <Dialog onClose={() => setOpen(false)} title="A dialog">
          <Button onClick={() => setOpen(false)}>Done</Button>
        </Dialog>
      )}
    </>
  )
}

describe('a dialog', () => {
  it.each([
    ['the button that opened it', ['Open'], 'Open'],
    ['the button of the menu that opened it', ['Menu', 'Open by menu'], 'Menu'],
  ])('gives the focus back to %s', async (_, clicks, name) => {
    const { user } = renderWindow(<Window />)
    for (const text of clicks) await user.click(await screen.findByText(text))
    const done = await screen.findByRole('button', { name: 'Done' })
    await waitFor(() => expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true))
    await user.click(done)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement?.textContent).toBe(name))
  })
})
