import type { Handlers } from '../contract/define.ts'
import type { ledgerCalls } from '../contract/ledger.ts'
import type { LedgerService } from './ledger-service.ts'

/** @param current  The ledger of whoever is signed in; fails when nobody is. */
export function createLedgerHandlers(current: () => LedgerService): Handlers<typeof ledgerCalls> {
  const inPromise = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))
  return {
    getLedger: input => inPromise(() => current().read(input)),
    listLedgerTasks: input => inPromise(() => current().listTasks(input)),
    exportLedger: async () => ({ path: await current().export() }),
  }
}
