import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { NoticeRules, NoticeState } from '../../../../app/contract/notices.ts'
import { usualNoticeRules } from '../../../../app/domain/notices/judge-notice.ts'
import { NoticesProvider } from '../../../../renderer/features/notices/notices-context.tsx'
import { RulesSection } from '../../../../renderer/features/notices/rules-section.tsx'
import { aNoticeState } from '../../../fakes/fake-notices.ts'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'

function open(change: Partial<NoticeRules> = {}, state: Partial<NoticeState> = {}) {
  const transport = new FakeTransport({
    listNotices: () => ({ notices: [], revision: 1 }),
    getNoticeState: () => aNoticeState(state),
    countTasks: () => ({ total: 1, groups: {}, codes: {}, projects: [{ name: 'waves', count: 1 }], revision: 1 }),
    showTestNotice: () => ({ shownBy: 'system' }),
  })
  const chosen: Partial<NoticeRules>[] = []
  const rules = { ...usualNoticeRules, ...change }
  const rendered = renderWindow(
    <NoticesProvider>
      <RulesSection
        rules={rules}
        hostName="ana-pc"
        wordOf={code => `word of ${code}`}
        onChange={now => chosen.push(now)}
      />
    </NoticesProvider>,
    transport,
  )
  return { ...rendered, chosen, transport }
}

describe('the settings of notices', () => {
  it('leave out good ends', async () => {
    const { user, chosen } = open()
    await user.click(screen.getByRole('checkbox', { name: 'finishes' }))
    expect(chosen).toEqual([{ ...usualNoticeRules, ends: ['failed'] }])
  })

  it('leave out one kind of failure', async () => {
    const { user, chosen } = open()
    await user.click(screen.getByRole('combobox', { name: 'But not when it ended with' }))
    await user.click(await screen.findByRole('option', { name: 'word of killed', hidden: true }))
    expect(chosen).toMatchObject([{ exceptCodes: ['killed'] }])
    expect(screen.queryByRole('option', { name: 'word of success', hidden: true })).toBeNull()
  })

  it('ask for no kind of failure where none is told', () => {
    open({ ends: ['finished'] })
    expect(screen.queryByRole('combobox', { name: 'But not when it ended with' })).toBeNull()
  })

  it('choose projects, those that there are and others by name', async () => {
    const { user, chosen } = open({ projects: [] })
    expect(screen.getByText('No project is chosen: no task is told.')).toBeTruthy()
    await user.type(screen.getByRole('combobox', { name: 'Projects' }), 'to come{Enter}')
    expect(chosen).toMatchObject([{ projects: ['to come'] }])
    await user.click(screen.getByRole('radio', { name: 'All projects' }))
    expect(chosen[1]).toMatchObject({ projects: null })
  })

  it('keep a least duration when the field is left, and refuse what is none', async () => {
    const { user, chosen } = open()
    const field = screen.getByRole('textbox', { name: /Only tasks that ran at least/ })
    await user.clear(field)
    await user.tab()
    expect(screen.getByText(/^From 0 to 10080 minutes/)).toBeTruthy()
    await user.type(field, '15')
    await user.tab()
    expect(chosen).toMatchObject([{ minimumMinutes: 15 }])
  })

  it.each(['1.5', '-5', '20000'])('leave %s as it was typed, and say what is expected', async typed => {
    const { user, chosen } = open()
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: /Only tasks that ran at least/ })
    await user.clear(field)
    await user.type(field, typed)
    await user.tab()
    expect(field.value).toBe(typed)
    expect(screen.getByText(/^From 0 to 10080 minutes/)).toBeTruthy()
    expect(chosen).toEqual([])
  })

  it('choose which downloads are told', async () => {
    const { user, chosen } = open()
    await user.click(screen.getByRole('radio', { name: 'When they fail' }))
    expect(chosen).toMatchObject([{ transfers: 'failed' }])
  })

  it('add quiet hours, beginning with the night, and remove them', async () => {
    const { user, chosen } = open({ quietHours: [{ fromMinute: 720, toMinute: 780, days: [1, 2] }] })
    await user.click(screen.getByRole('button', { name: 'Add hours…' }))
    await user.click(screen.getByRole('button', { name: 'Add' }))
    expect(chosen[0]?.quietHours).toEqual([
      { fromMinute: 720, toMinute: 780, days: [1, 2] },
      { fromMinute: 1320, toMinute: 420, days: [1, 2, 3, 4, 5, 6, 7] },
    ])
    await user.click(screen.getByRole('button', { name: 'Remove Mon–Tue, 12:00–13:00' }))
    expect(chosen[1]?.quietHours).toEqual([])
  })

  it('show a test notice and say who shows it', async () => {
    const { user, transport } = open()
    await user.click(screen.getByRole('button', { name: 'Show a test notice' }))
    expect(await screen.findByText('It was handed to the system.')).toBeTruthy()
    expect(transport.inputsOf('showTestNotice')).toHaveLength(1)
  })

  it.each([
    [{ shownBy: 'system' }, /notifications of the system/],
    [{ shownBy: 'window' }, /in this window, while it is open/],
    [{ shownBy: 'window', problem: 'This computer shows no notifications.' }, /This computer shows no notifications/],
  ] as const)('say where notices come up: %j', async (state, words) => {
    open({}, state)
    expect(await screen.findByText(words)).toBeTruthy()
  })
})
