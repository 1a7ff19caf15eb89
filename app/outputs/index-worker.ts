import { parentPort } from 'node:worker_threads'
import { ArchiveDamaged } from './archive-errors.ts'
import { EntryCatalogue } from './entry-catalogue.ts'
import { checksumOf } from './index-checksum.ts'
import type { IndexCallName, IndexCalls, IndexReply, IndexRequest } from './index-protocol.ts'
import { parseDirectory } from './parse-directory.ts'

// The thread that holds one archive's index. It answers requests one after the other, in their order.

let catalogue: EntryCatalogue | undefined

function answer(request: IndexRequest): IndexCalls[IndexCallName]['output'] {
  switch (request.name) {
    case 'parse': {
      const index = parseDirectory(request.input)
      catalogue = new EntryCatalogue(index)
      return { index, summary: catalogue.summary() }
    }
    case 'adopt':
      catalogue = new EntryCatalogue(request.input)
      return null
    case 'restore': {
      const { index, checksum } = request.input
      if (checksumOf(index) !== checksum) return false
      catalogue = new EntryCatalogue(index)
      return true
    }
    case 'checksum':
      return checksumOf(request.input)
    case 'list':
      return held().list(request.input)
    case 'search':
      return held().search(request.input)
    case 'countGlobHits':
      return held().countGlobHits(request.input)
    case 'sum':
      return held().sum(request.input)
    case 'select':
      return held().select(request.input)
  }
}

function held(): EntryCatalogue {
  if (!catalogue) throw new Error('asked before an index was there')
  return catalogue
}

function reply(request: IndexRequest): IndexReply {
  const { id } = request
  try {
    return { id, state: 'done', output: answer(request) }
  } catch (error) {
    if (error instanceof ArchiveDamaged) return { id, state: 'damaged', reason: error.message }
    return { id, state: 'failed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (request: IndexRequest) => parentPort?.postMessage(reply(request)))
