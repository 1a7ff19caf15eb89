import { setTimeout as delay } from 'node:timers/promises'
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Account } from '../account/account.ts'
import { findFault, type Fault, type FaultSwitches } from '../faults.ts'
import type { RequestStats } from '../request-stats.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { UrlSigner } from '../storage/signed-urls.ts'
import { addAccountRoutes } from './account-routes.ts'
import { FAULT_PATH } from './fault-routes.ts'
import { ServiceProblem } from './problems.ts'
import { addProjectRoutes } from './project-routes.ts'
import { addStorageRoutes } from './storage-routes.ts'
import { addTaskRoutes } from './task-routes.ts'

export type ApiParts = {
  readonly key: string
  readonly account: Account
  readonly objects: ObjectStore
  readonly signer: UrlSigner
  readonly faults: FaultSwitches
  readonly stats: RequestStats
}

/** The service's web API, without a listener. */
export function createApiServer(parts: ApiParts): FastifyInstance {
  const server = fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: false },
    bodyLimit: 1_000_000,
  })
  acceptEmptyBodies(server)
  server.addHook('onRequest', (request, reply) => befall(parts, request, reply))
  server.addHook('onRequest', request => authenticate(parts.key, request))
  server.addHook('onSend', (request, reply, payload) => {
    note(parts.stats, request, reply.statusCode)(Buffer.byteLength(typeof payload === 'string' ? payload : ''))
    return Promise.resolve(payload)
  })
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ detail: 'Not Found' }))
  server.setErrorHandler((error, _, reply) => reply.code(statusOf(error)).send({ detail: detailOf(error) }))
  addAccountRoutes(server, parts)
  addTaskRoutes(server, parts)
  addProjectRoutes(server, parts)
  addStorageRoutes(server, parts)
  return server
}

/** Paths that need no key. */
const OPEN_PATHS = new Set(['/version-check', '/version'])

function authenticate(key: string, request: FastifyRequest): Promise<void> {
  if (OPEN_PATHS.has(pathOf(request)) || request.headers['x-api-key'] === key) return Promise.resolve()
  const detail = request.headers['x-api-key'] === undefined ? 'Missing API Key.' : 'Invalid API Key.'
  return Promise.reject(new ServiceProblem(401, detail))
}

async function befall({ faults, stats }: ApiParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (pathOf(request) === FAULT_PATH) return // or else nobody could switch them off again
  const befalling = faults.take({ scope: 'api', method: request.method, path: decodeURIComponent(pathOf(request)) })
  const latency = findFault(befalling, 'latency')
  if (latency) await delay(latency.delayMs)
  if (findFault(befalling, 'reset')) {
    note(stats, request, 0)
    reply.hijack()
    request.raw.socket.destroy()
    return
  }
  answerInstead(findFault(befalling, 'answer'), reply)
}

function answerInstead(fault: Extract<Fault, { kind: 'answer' }> | undefined, reply: FastifyReply): void {
  if (!fault) return
  if (fault.retryAfterSeconds !== undefined) reply.header('Retry-After', fault.retryAfterSeconds)
  const body = fault.body ?? JSON.stringify({ detail: `The service answered with ${fault.status}.` })
  reply.code(fault.status).type('application/json').send(body)
}

/** Some calls have a content type but no body, or a body length of zero. */
function acceptEmptyBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : (JSON.parse(body.toString()) as unknown))
    } catch {
      done(new ServiceProblem(422, [{ loc: ['body'], msg: 'The body is not JSON.', type: 'json_invalid' }]))
    }
  })
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, __, done) => done(null, undefined))
}

function note(stats: RequestStats, request: FastifyRequest, status: number): (bodyBytes: number) => void {
  const query = request.query as Readonly<Record<string, unknown>> // always an object, by Fastify's own parser
  const path = decodeURIComponent(pathOf(request))
  return stats.begin({ scope: 'api', method: request.method, path, query, range: undefined, status })
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/'
}

function statusOf(error: unknown): number {
  if (error instanceof ServiceProblem) return error.statusCode
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}

function detailOf(error: unknown): unknown {
  if (error instanceof ServiceProblem) return error.detail
  return statusOf(error) < 500 && error instanceof Error ? error.message : 'Internal Server Error'
}
