import { mkdir, open } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { AppError } from '../domain/app-error.ts'
import type { TextFiles } from '../ledger/ports.ts'

/** The folder cannot take the file: it is write-protected, full, or not a folder. */
export class TextFileNotSaved extends AppError {
  readonly code: 'destination-full' | 'destination-not-writable'
  readonly userMessage: string

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options)
    const isFull = reason === 'ENOSPC' || reason === 'EDQUOT'
    this.code = isFull ? 'destination-full' : 'destination-not-writable'
    this.userMessage = isFull
      ? 'The file could not be saved: there is no room left in the download folder. Free some space, or set another download folder.'
      : 'The file could not be saved: nothing can be created in the download folder. Set another one.'
  }
}

/** More files of one name than anybody keeps. */
const mostOfOneName = 1_000

export const textFiles: TextFiles = {
  async saveNew({ folder, name, text }) {
    try {
      await mkdir(folder, { recursive: true })
      return await saveUnderFreeName(folder, name, text)
    } catch (error) {
      throw new TextFileNotSaved(join(folder, name), codeOf(error), { cause: error })
    }
  },
}

/** "ledger.csv", "ledger-2.csv", … */
async function saveUnderFreeName(folder: string, name: string, text: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let number = 1; number < mostOfOneName; number++) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${ext}`)
    if (await saveIfFree(path, text)) return path
  }
  throw new Error(`every name like ${name} is taken`)
}

async function saveIfFree(path: string, text: string): Promise<boolean> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return null
    throw error
  })
  if (!file) return false
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return true
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
