import { describe, expect, it } from 'vitest'
import type { WindowRequest } from '../../../app/contract/window-requests.ts'
import { startDeepLinks } from '../../../app/desktop/deep-links.ts'
import { createInbox } from '../../../app/desktop/inbox.ts'
import { silentLog } from '../../fakes/logs.ts'

const linkTo = (id: string) => `inductiva-desktop://task/${id}`
const showing = (taskId: string) => ({ kind: 'show-task', taskId, tab: 'overview' })

/** An app that starts: who is signed in is known later. */
function start(...before: readonly string[]) {
  const links = createInbox<string>()
  before.forEach(link => links.give(link))
  const session = Promise.withResolvers<{ readonly state: string }>()
  const asked: WindowRequest[] = []
  let tell: (name: string, value: unknown) => void = () => undefined
  const core = {
    handlers: { getSession: () => session.promise },
    hub: { subscribe: (listener: typeof tell) => ((tell = listener), () => undefined) },
  }
  const windows = { ask: (request: WindowRequest) => void asked.push(request) }
  startDeepLinks({ core: core as never, windows: windows as never, log: silentLog }, { links })
  return {
    asked,
    links,
    signIn: () => tell('sessionChanged', { state: 'signed-in' }),
    know: async (state: 'signed-in' | 'signed-out') => {
      session.resolve({ state })
      await new Promise(setImmediate)
    },
  }
}

describe('a link', () => {
  it('that started the app shows its task once it is known who is signed in, and asks nobody to sign in', async () => {
    const { asked, know } = start(linkTo('one'))
    expect(asked).toEqual([])
    await know('signed-in')
    expect(asked).toEqual([showing('one')])
  })

  it('asks to sign in where nobody is, and shows its task then, once', async () => {
    const { asked, know, signIn } = start(linkTo('one'))
    await know('signed-out')
    expect(asked).toEqual([{ kind: 'say', sentence: expect.stringMatching(/^Sign in to see/), isProblem: false }])
    signIn()
    signIn()
    expect(asked.slice(1)).toEqual([showing('one')])
  })

  it('that comes later counts before one that waits', async () => {
    const { asked, know, links } = start(linkTo('one'))
    links.give(linkTo('two'))
    await know('signed-in')
    expect(asked).toEqual([showing('two')])
  })

  it('of any other kind is refused at once, without repeating it', () => {
    const { asked } = start('inductiva-desktop://evil/../../x')
    expect(asked).toMatchObject([{ kind: 'say', isProblem: true }])
    expect(JSON.stringify(asked)).not.toContain('evil')
  })
})
