import { parentPort } from 'node:worker_threads'
import { examineFile } from './compare-in-worker.ts'
import type { CompareAmounts, CompareAnswer, CompareRequest, Difference } from './compare-protocol.ts'
import { createFolderNames } from './folder-names-in-worker.ts'
import { unpackFiles } from './packed-files.ts'
import { walkFiles } from './walk-in-worker.ts'

// A thread that compares files of this disk with what they should be. It waits for nobody: ending it is all it takes to
// cancel.

if (!parentPort) throw new Error('compare-worker runs in a worker thread')
const port = parentPort
const progressMs = 200
const say = (answer: CompareAnswer): void => port.postMessage(answer)

port.on('message', (request: CompareRequest) => {
  try {
    if (request.kind === 'walk') walk(request)
    else compare(request)
  } catch (error) {
    say({ kind: 'crashed', job: request.job, error: error instanceof Error ? error : new Error(String(error)) })
  }
})

function walk({ job, folder }: Extract<CompareRequest, { kind: 'walk' }>): void {
  walkFiles(folder, paths => say({ kind: 'met', job, paths }))
  say({ kind: 'walked', job })
}

function compare({ job, files }: Extract<CompareRequest, { kind: 'compare' }>): void {
  const names = createFolderNames()
  const amounts = createAmounts(untold => say({ kind: 'progress', job, ...untold }))
  const found: { index: number; difference: Difference }[] = []
  for (const file of unpackFiles(files)) {
    let readBytes = 0
    const onRead = (bytes: number): void => {
      readBytes += bytes
      amounts.add(0, bytes)
    }
    const examined = names.mayExist(file.path) ? examineFile(file, onRead) : 'nothing'
    if (examined !== 'same') found.push({ index: file.index, difference: examined })
    amounts.add(1, file.sizeBytes - readBytes)
  }
  say({ kind: 'compared', job, found, ...amounts.take() })
}

/** Sums up what was not told yet, and tells it now and then. */
function createAmounts(tell: (untold: CompareAmounts) => void) {
  let [files, bytes, toldMs] = [0, 0, performance.now()]
  const take = (): CompareAmounts => {
    const untold = { files, bytes }
    ;[files, bytes, toldMs] = [0, 0, performance.now()]
    return untold
  }
  return {
    take,
    add(moreFiles: number, moreBytes: number): void {
      files += moreFiles
      bytes += moreBytes
      if (performance.now() - toldMs >= progressMs) tell(take())
    },
  }
}
