import { describe, expect, it } from 'vitest'
import type { NoticePopup } from '../../../app/contract/notices.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import type { Step } from './desktop-child.ts'
import { playScene } from './desktop-scene.ts'

const popup: NoticePopup = {
  ...{ id: 'a', noticeIds: [], taskId: taskIdSchema.parse('one'), title: 'xbeach · Finished', isFailure: false },
  ...{ body: 'waves <b>&</b> dunes', shownBy: 'system', actions: ['open', 'download', 'show-log'], replaces: [] },
}
const raise = (change: Partial<NoticePopup> = {}): Step => ({ do: 'raise', popup: { ...popup, ...change } })
const tell = (event: string, ...args: readonly unknown[]): Step => ({
  ...{ do: 'notification', at: 0, event },
  ...(args.length > 0 && { args }),
})
const endIt: Step = { do: 'end', ids: ['a'] }
const waitLong: Step = { do: 'wait', ms: 60_000 }
const systems = ['linux', 'darwin', 'win32'] as const

const play = (platform: string, ...steps: readonly Step[]) =>
  playScene({ platform, steps: [{ do: 'start notices' }, ...steps] })
const closed = async (...scene: Parameters<typeof play>) =>
  (await play(...scene)).notifications.map(notification => notification.closed)

describe('notifications of the system', () => {
  it('are given up on Linux when they have not come up by a deadline, and on no other system', async () => {
    const failed = await Promise.all(systems.map(platform => play(platform, raise(), waitLong)))
    expect(failed.map(({ core }) => core)).toEqual([['offer', 'failed a'], ['offer'], ['offer']])
  })

  it('are not given up any more once they were shown', async () => {
    const { core } = await play('linux', raise(), { do: 'wait', ms: 2_999 }, tell('show'), waitLong)
    expect(core).toEqual(['offer', 'shown'])
  })

  it('are told once when they fail, and closed: they may still come up', async () => {
    const failure = tell('failed', {}, 'No permission')
    const { core, notifications } = await play('linux', raise(), failure, tell('close', { reason: '' }), waitLong)
    expect(core).toEqual(['offer', 'failed a'])
    expect(notifications).toMatchObject([{ closed: 1 }])
  })

  it('are closed when they are read elsewhere, unless they have closed by themselves', async () => {
    expect(await closed('linux', raise(), endIt)).toEqual([1])
    expect(await closed('linux', raise(), tell('close', { reason: 'timedOut' }), endIt)).toEqual([0])
  })

  it('stay known when a former one of their name closes late', async () => {
    expect(await closed('linux', raise(), raise(), tell('close', { reason: 'timedOut' }), endIt)).toEqual([0, 1])
  })

  it('stay known while the Action Center of Windows keeps them, and no longer', async () => {
    const timedOut = tell('close', { reason: 'timedOut' })
    const { core, notifications } = await play('win32', raise(), timedOut, tell('click'))
    expect(core).toContain('ask {"kind":"show-task","taskId":"one","tab":"overview"}')
    expect(notifications).toMatchObject([{ closed: 1 }])
    expect(await closed('win32', raise(), timedOut, endIt)).toEqual([1])
    expect(await closed('win32', raise(), tell('close', { reason: 'userCanceled' }), endIt)).toEqual([0])
  })

  it('take their text for what it is, also where services read it as markup', async () => {
    const bodies = await Promise.all(
      systems.map(async platform => (await play(platform, raise())).notifications[0]?.body),
    )
    expect(bodies).toEqual(['waves &lt;b&gt;&amp;&lt;/b&gt; dunes', popup.body, popup.body])
  })

  it.each([
    [0, '"kind":"show-task"'],
    [1, '"kind":"download-task"'],
    [2, '"kind":"show-log"'],
    [9, '"kind":"show-task"'], // some services count otherwise
  ])('lead by button %i to %s', async (actionIndex, request) => {
    const { core } = await play('linux', raise(), tell('show'), tell('action', { actionIndex }))
    expect(core).toEqual(['offer', 'shown', expect.stringContaining(request), 'read []'])
  })

  it('are known by name on Windows alone', async () => {
    const names = await Promise.all(systems.map(async platform => (await play(platform)).appUserModelIds))
    expect(names).toEqual([[], [], ['app.inductivadesktop.InductivaDesktop']])
  })

  it('are left to the window where there can be none', async () => {
    const scene = { platform: 'linux', hasNotifications: false, steps: [{ do: 'start notices' } as const, raise()] }
    expect(await playScene(scene)).toMatchObject({ core: ['failed all'], notifications: [] })
  })
})
