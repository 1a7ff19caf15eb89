import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../../app/contract/notices.ts'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import { localArchivePrefix } from '../../../../app/domain/archive/local-archive-id.ts'
import { popupWords } from '../../../../app/domain/notices/notice-words.ts'
import type { PopupKind } from '../../../../app/domain/notices/plan-popups.ts'
import { aNotice, aTaskEnd, aTransferEnd } from '../../../fakes/fake-notices.ts'

const words = (notices: readonly Notice[], kind: PopupKind = 'together') =>
  popupWords({ id: 'any', kind, notices, replaces: [] })
const failed = aTaskEnd({ status: 'failed', statusAlias: 'Failed', simulator: 'xbeach', durationSeconds: 40 })

describe('the words of a notice', () => {
  it('name the simulator and the result, then project, duration and cost', () => {
    expect(words([aNotice(1)])).toEqual({
      title: 'openfoam-foundation · Finished',
      body: 'cavity-sweep · 2 h 5 min · 0.42 US$',
    })
  })

  it('say why it failed', () => {
    expect(words([aNotice(1, failed)])).toEqual({
      title: 'xbeach · Failed',
      body: 'cavity-sweep · 40 s · 0.42 US$\nA command of the simulation ended with an error.',
    })
  })

  it('leave out what is not known', () => {
    const end = aTaskEnd({ status: 'zombie', statusAlias: 'Zombie', durationSeconds: null, costUsd: null })
    expect(words([aNotice(1, end)]).body).toMatch(/^cavity-sweep\nThe machine group was ended/)
  })

  it.each([
    [59, '59 s'],
    [3599, '1 h'],
    [7170, '2 h'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
  ])('tell %d seconds as %s', (durationSeconds, text) => {
    expect(words([aNotice(1, aTaskEnd({ durationSeconds }))]).body).toContain(`· ${text} ·`)
  })

  it.each([
    [0, '0 US$'],
    [0.0123, '0.012 US$'],
    [12.345, '12.35 US$'],
  ])('tell a cost of %d as %s', (costUsd, text) => {
    expect(words([aNotice(1, aTaskEnd({ costUsd }))]).body).toMatch(new RegExp(`· ${text.replace('$', '\\$')}$`))
  })

  it('tell where a download is', () => {
    expect(words([aNotice(1, aTransferEnd())])).toEqual({
      title: 'openfoam-foundation · cavity-sweep · Downloaded',
      body: '38 files, 214 MB, in /home/ana/Downloads',
    })
  })

  it('speak of extracting where the archive lies on this disk, and escape what turns a path around', () => {
    const taskId = taskIdSchema.parse(`${localArchivePrefix}1`)
    const end = aTransferEnd({ taskId, title: 'out.zip', destination: '/home/ana/cod\u202etxt' })
    expect(words([aNotice(1, end)])).toEqual({
      title: 'out.zip · Extracted',
      body: '38 files, 214 MB, in /home/ana/cod\\u{202e}txt',
    })
    expect(words([aNotice(1, { ...end, state: 'failed' })]).title).toBe('out.zip · Extraction failed')
  })

  it('says how many files of a download are missing, as a failure', () => {
    const notice = aNotice(1, aTransferEnd({ entriesDone: 1, entriesFailed: 2 }))
    expect(notice.isFailure).toBe(true)
    expect(words([notice])).toEqual({
      title: 'openfoam-foundation · cavity-sweep · 2 files missing',
      body: '1 of 3 files, 214 MB, in /home/ana/Downloads',
    })
  })

  it('tell why a download failed', () => {
    const failure = { code: 'destination-full', message: 'The disk is full.', remedy: 'retry', details: null } as const
    expect(words([aNotice(1, aTransferEnd({ state: 'failed', failure }))])).toEqual({
      title: 'openfoam-foundation · cavity-sweep · Download failed',
      body: 'The disk is full.',
    })
  })
})

describe('the words of several', () => {
  it('count them and name three', () => {
    const notices = [1, 2, 3, 4, 5].map(id => aNotice(id, aTaskEnd({ project: `p${id}` })))
    expect(words(notices)).toEqual({
      title: '5 tasks finished',
      body: 'openfoam-foundation · p1, openfoam-foundation · p2, openfoam-foundation · p3, and 2 more',
    })
  })

  it('say what became of them while the app was closed, failures first', () => {
    const notices = [aNotice(1), aNotice(2), aNotice(3, failed)]
    expect(words(notices, 'while-closed')).toEqual({
      title: '3 tasks ended while Inductiva Desktop was closed',
      body: '2 finished, 1 failed\nxbeach · cavity-sweep, openfoam-foundation · cavity-sweep, openfoam-foundation · cavity-sweep',
    })
  })

  it('tell tasks from downloads', () => {
    expect(words([aNotice(1), aNotice(2, aTransferEnd())], 'while-quiet').title).toBe(
      '1 task and 1 download ended while notices were muted',
    )
  })

  it('say that many failed', () => {
    expect(words([aNotice(1, failed), aNotice(2, failed)]).title).toBe('2 tasks failed')
  })
})
