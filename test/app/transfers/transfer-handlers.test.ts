import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { transferIdSchema, type StartedTransfer } from '../../../app/contract/transfers.ts'
import { NotSignedIn } from '../../../app/domain/not-signed-in.ts'
import { createTransferHandlers } from '../../../app/transfers/transfer-handlers.ts'
import type { TransferService } from '../../../app/transfers/transfer-service.ts'
import { requestFor } from '../../fakes/transfer-site.ts'

const id = transferIdSchema.parse(randomUUID())

/** Remembers what it was asked; answers as little as it may. */
function recordingService() {
  const asked: unknown[] = []
  const answer = {} as StartedTransfer
  const ask = (name: string) => (input: unknown) => {
    asked.push([name, input])
    return Promise.resolve(answer)
  }
  const service = {
    ...{ pause: ask('pause'), resume: ask('resume'), cancel: ask('cancel'), retry: ask('retry'), start: ask('start') },
    list: () => [answer],
    move: (...moved: unknown[]) => {
      asked.push(['move', ...moved])
      return [answer]
    },
    tell: (...told: unknown[]) => {
      asked.push(['tell', ...told])
      return Promise.resolve([answer])
    },
    limit: (...limited: unknown[]) => {
      asked.push(['limit', ...limited])
      return answer
    },
    pauseAll: () => Promise.resolve([answer]),
    resumeAll: () => [answer],
    request: () => requestFor('/to'),
    notes: () => ({ total: 0, notes: [] }),
    placeOf: () => '/home/me/results',
    wholePlaceOf: () => '/home/me/results/only.txt',
    remove: (removed: unknown) => ask('remove')(removed).then(() => undefined),
  } as Partial<TransferService> as TransferService
  return { service, asked, answer }
}

const noDesktopWanted = { reveal: expect.unreachable, open: expect.unreachable, drag: expect.unreachable }

describe('createTransferHandlers', () => {
  it('passes each call to the transfers of whoever is signed in', async () => {
    const { service, asked, answer } = recordingService()
    const handlers = createTransferHandlers(() => service, noDesktopWanted)
    expect(await handlers.listTransfers({})).toEqual({ transfers: [answer] })
    expect(await handlers.getTransferRequest({ id })).toEqual(requestFor('/to'))
    expect(await handlers.startTransfer(requestFor('/to'))).toBe(answer)
    for (const name of ['pauseTransfer', 'resumeTransfer', 'cancelTransfer', 'retryTransfer'] as const)
      expect(await handlers[name]({ id })).toBe(answer)
    expect(await handlers.removeTransfer({ id })).toEqual({})
    const spot = { beside: id, side: 'before' } as const
    expect(await handlers.moveTransfers({ ids: [id], ...spot })).toEqual({ transfers: [answer] })
    expect(await handlers.tellTransfers({ ids: [id], command: 'retry' })).toEqual({ transfers: [answer] })
    expect(await handlers.setTransferLimit({ id, bytesPerSecond: 20_000 })).toBe(answer)
    expect(await handlers.pauseAllTransfers({})).toEqual({ transfers: [answer] })
    expect(await handlers.resumeAllTransfers({})).toEqual({ transfers: [answer] })
    expect(await handlers.listTransferNotes({ id, offset: 0, limit: 5 })).toEqual({ total: 0, notes: [] })
    const verbs = ['pause', 'resume', 'cancel', 'retry', 'remove'].map(name => [name, id])
    expect(asked).toEqual([
      ['start', requestFor('/to')],
      ...verbs,
      ['move', [id], spot],
      ['tell', [id], 'retry'],
      ['limit', id, 20_000],
    ])
  })

  it('shows, opens and hands out what is there', async () => {
    const shown: string[] = []
    const show = (verb: string) => (path: string) => Promise.resolve(void shown.push(`${verb} ${path}`))
    const { service } = recordingService()
    const handlers = createTransferHandlers(() => service, {
      reveal: show('reveal'),
      open: show('open'),
      drag: show('drag'),
    })
    expect([await handlers.revealTransfer({ id }), await handlers.openTransfer({ id })]).toEqual([{}, {}])
    expect(await handlers.dragTransfer({ id })).toEqual({})
    expect(shown).toEqual(['reveal /home/me/results', 'open /home/me/results', 'drag /home/me/results/only.txt'])
  })

  it('fails every call, and throws none, when nobody is signed in', async () => {
    const nobody = () => {
      throw new NotSignedIn('nobody')
    }
    const handlers = createTransferHandlers(nobody, noDesktopWanted)
    for (const name of ['pauseTransfer', 'removeTransfer', 'revealTransfer', 'openTransfer'] as const)
      await expect(handlers[name]({ id })).rejects.toMatchObject({ code: 'not-signed-in' })
    await expect(handlers.listTransfers({})).rejects.toMatchObject({ code: 'not-signed-in' })
  })
})
