import { MantineProvider } from '@mantine/core'
import { render, type RenderResult } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { BridgeProvider } from '../../renderer/bridge/bridge-context.tsx'
import { createBridge } from '../../renderer/bridge/bridge.ts'
import { createTexts } from '../../renderer/shell/i18n.ts'
import { theme } from '../../renderer/shell/theme.ts'
import { FakeTransport } from '../fakes/fake-transport.ts'

export type RenderedWindow = RenderResult & { readonly user: UserEvent; readonly transport: FakeTransport }

/** Draws a part of the window with everything the shell gives it, over a fake transport. */
export function renderWindow(part: ReactNode, transport = new FakeTransport()): RenderedWindow {
  const bridge = createBridge(transport)
  const user = userEvent.setup()
  const rendered = render(
    <I18nextProvider i18n={createTexts()}>
      <MantineProvider theme={theme} env="test">
        <BridgeProvider bridge={bridge}>{part}</BridgeProvider>
      </MantineProvider>
    </I18nextProvider>,
  )
  return { ...rendered, user, transport }
}
