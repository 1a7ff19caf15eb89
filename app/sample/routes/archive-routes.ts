import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ObjectStore } from '../storage/object-store.ts'
import { formatTimestamp } from '../timestamp.ts'
import type { VirtualZip } from '../zip/virtual-zip.ts'
import { parseInput, ServiceProblem } from './problems.ts'

const contentsQuery = z.object({
  path: z.string(),
  zip_relative_path: z.string().default(''),
  recursive: z.stringbool().default(false),
})
const rangeQuery = z.object({ path: z.string(), zip_relative_path: z.string().default(''), filename: z.string() })

/** What stands in a stored zip, as the service's own listing tells it. */
export function addArchiveRoutes(server: FastifyInstance, objects: ObjectStore): void {
  const open = (path: string): VirtualZip => {
    const archive = objects.find(path.replace(/^\/+/, ''))?.archive
    if (!archive) throw new ServiceProblem(404, `No archive is stored at ${path}.`)
    return archive
  }
  server.get('/storage/zip-contents', request => {
    const { path, zip_relative_path: folder, recursive } = parseInput(contentsQuery, 'query', request.query)
    const archive = open(path)
    return { size: archive.sizeBytes, contents: listEntries(archive, asFolder(folder), recursive) }
  })
  server.get('/storage/zip-file-range', request => {
    const { path, zip_relative_path: folder, filename } = parseInput(rangeQuery, 'query', request.query)
    const archive = open(path)
    const name = asFolder(folder) + filename
    for (let index = 0; index < archive.count; index++) {
      const { entry, dataStart, dataEnd } = archive.extent(index)
      if (entry.name.toString() !== name) continue
      return { range_start: dataStart, range_end: dataEnd - 1, compress_type: entry.method } // last byte included
    }
    throw new ServiceProblem(404, `${name} is not in the archive.`)
  })
}

function asFolder(path: string): string {
  return path === '' || path.endsWith('/') ? path : `${path}/`
}

/** One level with folders as lines, or recursively everything; names relative to the folder. */
function listEntries(archive: VirtualZip, folder: string, isRecursive: boolean): readonly object[] {
  const lines = new Map<string, object>()
  for (let index = 0; index < archive.count; index++) {
    const { entry, dataStart } = archive.extent(index)
    const name = entry.name.toString()
    if (!name.startsWith(folder) || name === folder) continue
    const rest = name.slice(folder.length)
    const slash = rest.indexOf('/')
    const isInside = slash >= 0 && slash < rest.length - 1
    if (!isRecursive && isInside) lines.set(rest.slice(0, slash + 1), folderLine(rest.slice(0, slash + 1)))
    else if (entry.isFolder) lines.set(rest, folderLine(rest))
    else {
      lines.set(rest, {
        name: rest,
        size: entry.sizeBytes,
        compressed_size: entry.compressedBytes,
        range_start: dataStart,
        creation_time: formatTimestamp(entry.modifiedAtMs),
        compress_type: entry.method,
      })
    }
  }
  return [...lines.values()]
}

/** Sizes of folders are 0 rather than null: the service's own client adds them up. */
function folderLine(name: string): object {
  return { name, size: 0, compressed_size: 0, range_start: 0, creation_time: null, compress_type: 0 }
}
