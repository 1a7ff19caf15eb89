import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { storageCostUsd } from '../account/costs.ts'
import { REGION } from '../account/task-view.ts'
import { listFolder, type ListedFile } from '../storage/folder-listing.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import { BUCKET } from '../storage/signed-urls.ts'
import { formatTimestamp } from '../timestamp.ts'
import type { ApiParts } from './api-server.ts'
import { addArchiveRoutes } from './archive-routes.ts'
import { parseInput, ServiceProblem } from './problems.ts'

const pathsSchema = z.union([z.string(), z.array(z.string())]).transform(paths => [paths].flat())
const urlQuery = z.object({ operation: z.enum(['download', 'upload']), paths: pathsSchema })
const listQuery = z.object({
  path: z.string().default('/'),
  sort_by: z.enum(['creation_time', 'size', 'name']).default('creation_time'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(100),
  recursive: z.stringbool().default(false),
  path_filter: z.string().optional(),
})
const pathQuery = z.object({ path: z.string() })
const bucket = { provider_id: 'GCP', name: BUCKET, region: REGION, is_internal: true }

/** The account's files: addresses to fetch them, listings, sizes, deletion. */
export function addStorageRoutes(server: FastifyInstance, parts: ApiParts): void {
  const { objects, signer } = parts
  server.get('/storage/signed-urls', request => {
    const { operation, paths } = parseInput(urlQuery, 'query', request.query)
    const expanded = paths.map(withoutLeadingSlash).flatMap(path => {
      return operation === 'upload' ? [path] : filesAt(objects, path)
    })
    return expanded.map(path => signer.sign(path, operation))
  })
  server.get('/storage/contents', request => {
    const { total, files } = list(objects, request.query)
    return { total_files: total, available_regions: [REGION], contents: files.map(file => viewFile(file)) }
  })
  server.get('/storage/contents/paginated', request => {
    const { total, files } = list(objects, request.query)
    const byName = files.map(file => {
      const { name, ...rest } = viewFile(file)
      return [String(name), rest] as const
    })
    return { total_files: total, available_regions: [REGION], contents: Object.fromEntries(byName) }
  })
  server.get('/storage/size', () => objects.below('').reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
  server.get('/storage/cost', () => ({ estimated_monthly_cost: storageCostUsd(objects), currency: 'USD' }))
  server.get('/storage/list_buckets', () => [bucket])
  server.get('/storage/default_bucket', () => bucket)
  for (const url of ['/storage/', '/storage']) {
    server.delete(url, (request, reply) => {
      const path = withoutLeadingSlash(parseInput(pathQuery, 'query', request.query).path)
      if (path === '') throw new ServiceProblem(400, 'The root folder cannot be removed.')
      if (objects.remove(path) === 0) throw new ServiceProblem(404, `Nothing is stored at ${path}.`)
      return reply.type('application/json').send('null')
    })
  }
  addArchiveRoutes(server, objects)
}

/** The file itself, or all files in the folder. */
function filesAt(objects: ObjectStore, path: string): readonly string[] {
  if (objects.find(path)) return [path]
  const inFolder = objects.below(path === '' || path.endsWith('/') ? path : `${path}/`)
  if (inFolder.length === 0) throw new ServiceProblem(404, `Nothing is stored at ${path}.`)
  return inFolder.map(object => object.path)
}

function list(objects: ObjectStore, rawQuery: unknown): { total: number; files: readonly ListedFile[] } {
  const query = parseInput(listQuery, 'query', rawQuery)
  const folder = withoutLeadingSlash(query.path)
  const all = listFolder(objects, folder, query.recursive)
    .filter(({ name }) => query.path_filter === undefined || name.includes(query.path_filter))
    .sort((a, b) => compareFiles(a, b, query.sort_by) * (query.order === 'asc' ? 1 : -1))
  if (all.length === 0 && folder !== '') throw new ServiceProblem(404, `Nothing is stored at ${folder}.`)
  return { total: all.length, files: all.slice((query.page - 1) * query.per_page, query.page * query.per_page) }
}

function compareFiles(a: ListedFile, b: ListedFile, by: 'creation_time' | 'size' | 'name'): number {
  if (by === 'size') return a.sizeBytes - b.sizeBytes
  if (by === 'creation_time' && a.createdAtMs !== b.createdAtMs) return a.createdAtMs - b.createdAtMs
  return a.name < b.name ? -1 : 1
}

function viewFile(file: ListedFile): Record<string, unknown> {
  return {
    name: file.name,
    size_bytes: file.sizeBytes,
    creation_time: formatTimestamp(file.createdAtMs),
    is_directory: file.isFolder,
    provider_id: 'GCP',
    region: REGION,
  }
}

function withoutLeadingSlash(path: string): string {
  return path.replace(/^\/+/, '')
}
