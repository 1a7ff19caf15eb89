import path from 'node:path'

export const projectFolder = path.resolve(import.meta.dirname, '..')
export const distFolder = path.join(projectFolder, 'dist')

/** What is started by its own name, as process or thread. Built files keep these names below `dist/`. */
export const appEntries = [
  'app/main.ts',
  'app/serve.ts',
  'app/fetch.ts',
  'app/ls.ts',
  'app/sample/main.ts',
  'app/sample/sample-worker.ts',
  'app/outputs/index-worker.ts',
  'app/outputs/check-worker.ts',
  'app/extract-worker.ts',
  'app/transfers/compare-worker.ts',
  'app/platform/keychain-worker.ts',
]
