import type { AppHandlers } from './contract/contract.ts'
import type { AppError } from './domain/app-error.ts'
import { dataFailureOf, DatabaseBroke } from './domain/data-errors.ts'
import type { Log } from './domain/log.ts'

/** Where a file that was put aside belongs. */
export type PutAside = { readonly what: 'settings' | 'account'; readonly path: string }

/** Files that were put aside, also those from before anybody listened. */
export type PutAsideNews = {
  readonly tell: (news: PutAside) => void
  readonly listen: (listener: (news: PutAside) => void) => void
}

export function createPutAsideNews(): PutAsideNews {
  let untold: PutAside[] = []
  let listener: ((news: PutAside) => void) | undefined
  return {
    tell(news: PutAside): void {
      if (listener) listener(news)
      else untold.push(news)
    },
    listen(next: (news: PutAside) => void): void {
      listener = next
      untold.forEach(next)
      untold = []
    },
  }
}

/** For people: what is gone, what is not, and where the file lies. */
export function putAsideSentence({ what, path }: PutAside): string {
  const kept = `It was put aside as ${path}, and a fresh one took its place.`
  if (what === 'settings') {
    return `The file with the settings of this computer was damaged. ${kept} Sign in again, and look at the settings: they are those of a first start.`
  }
  return `The data file of this account on this computer was damaged. ${kept} Tasks come again from the service. Downloaded files are where they were; downloads that had not finished have to be started anew.`
}

/**
 * The same handlers, which say in a sentence why the app's own data could not be read or written. A damaged account is
 * taken down: asking again would not help, trying again will.
 */
export function explainDataFailures(
  handlers: AppHandlers,
  { log, fall }: { readonly log: Log; readonly fall: (failure: AppError) => void },
): AppHandlers {
  const explained = Object.entries(handlers).map(([name, handle]) => {
    const answer = handle as (input: unknown) => Promise<unknown>
    const explain = (error: unknown): never => {
      const failure = dataFailureOf(error)
      if (!failure) throw error
      log.error('The data of the app could not be used', error, { call: name })
      if (failure instanceof DatabaseBroke) fall(failure)
      throw failure
    }
    // Some answer at once, and may throw at once.
    return [name, (input: unknown) => new Promise(resolve => resolve(answer(input))).catch(explain)]
  })
  return Object.fromEntries(explained) as AppHandlers // the same names, each with the same input and output
}

/** Opens an account. One that turns out to be damaged only then is opened again: its database is put aside at that. */
export async function openExplained<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    const failure = dataFailureOf(error)
    if (failure instanceof DatabaseBroke) return explained(open)
    throw failure ?? error
  }
}

async function explained<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    throw dataFailureOf(error) ?? error
  }
}
