import type { Transfer, TransferId } from '../contract/transfers.ts'
import { NotSignedIn } from '../domain/not-signed-in.ts'
import type { Log } from '../domain/log.ts'
import { onCoreEvent, type DesktopCore } from './desktop-core.ts'

/** Calls back with the transfers of whoever is signed in: now, and after every change. Answers a way to stop. */
export function followTransfers(
  { core, log }: { readonly core: DesktopCore; readonly log: Log },
  listener: (transfers: readonly Transfer[]) => void,
): () => void {
  let known = new Map<TransferId, Transfer>()
  const tell = () => listener([...known.values()])
  const readAll = async (): Promise<void> => {
    known = new Map((await listedBy(core)).map(transfer => [transfer.id, transfer]))
    tell()
  }
  const begin = () => void readAll().catch((error: unknown) => log.error('The transfers could not be listed', error))
  const stops = [
    onCoreEvent(core, 'sessionChanged', begin),
    onCoreEvent(core, 'transferChanged', transfer => {
      known.set(transfer.id, transfer)
      tell()
    }),
    onCoreEvent(core, 'transferRemoved', ({ id }) => {
      known.delete(id)
      tell()
    }),
  ]
  begin()
  return () => stops.forEach(stop => stop())
}

async function listedBy({ handlers }: DesktopCore): Promise<readonly Transfer[]> {
  try {
    return (await handlers.listTransfers({})).transfers
  } catch (error) {
    if (error instanceof NotSignedIn) return []
    throw error
  }
}
