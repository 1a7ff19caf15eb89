import { act, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../app/contract/app-info.ts'
import type { NoticeRules as Rules } from '../../../app/contract/notices.ts'
import { usualNoticeRules } from '../../../app/domain/notices/judge-notice.ts'
import { NoticesProvider } from '../../../renderer/features/notices/notices-context.tsx'
import { SettingsProvider } from '../../../renderer/features/settings/settings-context.tsx'
import { NoticeRules } from '../../../renderer/shell/notice-rules.tsx'
import { aNoticeState } from '../../fakes/fake-notices.ts'
import { FakeFailure, FakeTransport } from '../../fakes/fake-transport.ts'
import { aSettings } from '../../fakes/settings.ts'
import { renderWindow } from '../render-window.tsx'

/** The rules over a core that answers a change when the test says so, the oldest first. */
async function open() {
  const answers: PromiseWithResolvers<Settings>[] = []
  const transport = new FakeTransport({
    getSettings: () => aSettings(),
    listNotices: () => ({ notices: [], revision: 1 }),
    getNoticeState: () => aNoticeState(),
    countTasks: () => ({ total: 0, groups: {}, codes: {}, projects: [], revision: 1 }),
    updateSettings() {
      const answer = Promise.withResolvers<Settings>()
      answers.push(answer)
      return answer.promise
    },
  })
  const rendered = renderWindow(
    <SettingsProvider>
      <NoticesProvider>
        <NoticeRules />
      </NoticesProvider>
    </SettingsProvider>,
    transport,
  )
  const finishes = await screen.findByRole('checkbox', { name: 'finishes' })
  const answer = (notices: Rules) =>
    act(() => {
      const { promise, resolve } = answers.shift()!
      resolve(aSettings({ notices }))
      return promise
    })
  const refuse = (failure: FakeFailure) => answers.shift()!.reject(failure)
  return { ...rendered, finishes, answer, refuse }
}

const withoutGood: Rules = { ...usualNoticeRules, ends: ['failed'] }

describe('the rules of notices', () => {
  it('keep a change that follows another one before the core has answered', async () => {
    const { user, transport, finishes, answer } = await open()
    await user.click(finishes)
    await user.click(screen.getByRole('radio', { name: 'When they fail' }))
    expect(transport.inputsOf('updateSettings')).toMatchObject([
      { notices: { ends: ['failed'], transfers: 'all' } },
      { notices: { ends: ['failed'], transfers: 'failed' } },
    ])
    await answer(withoutGood)
    expect(screen.getByRole('radio', { name: 'When they fail' })).toHaveProperty('checked', true)
    await answer({ ...withoutGood, transfers: 'failed' })
    expect(finishes).toHaveProperty('checked', false)
    expect(screen.getByRole('radio', { name: 'When they fail' })).toHaveProperty('checked', true)
  })

  it('stand as before when the core refuses a change, and say why', async () => {
    const { user, finishes, refuse } = await open()
    await user.click(finishes)
    expect(finishes).toHaveProperty('checked', false)
    refuse(new FakeFailure({ code: 'data-folder-full', message: 'The disk is full.' }))
    expect(await screen.findByText('The disk is full.')).toBeTruthy()
    expect(finishes).toHaveProperty('checked', true)
  })
})
