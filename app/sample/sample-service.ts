import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createAccount, type Account } from './account/account.ts'
import { sampleProjects } from './account/sample-projects.ts'
import { sampleTasks } from './account/sample-tasks.ts'
import type { TaskPlan } from './account/task-plan.ts'
import { createFaultSwitches, type FaultSwitches } from './faults.ts'
import { createRequestStats, type RequestStats } from './request-stats.ts'
import { createApiServer } from './routes/api-server.ts'
import { addFaultRoutes } from './routes/fault-routes.ts'
import { createServiceClock } from './service-clock.ts'
import { createObjectStore, type ObjectStore } from './storage/object-store.ts'
import { createUrlSigner } from './storage/signed-urls.ts'
import { createStorageHandler } from './storage/storage-server.ts'

export type SampleOptions = {
  /** Of the web API; 0 (the default) takes a free one. Storage always takes a free one. */
  readonly port?: number
  readonly host?: '127.0.0.1'
  /** What the time is, in milliseconds since 1970. */
  readonly nowMs?: () => number
  /** Service seconds per real second; 1 by default. */
  readonly speed?: number
  /** How long a signed URL is good for; one hour by default. */
  readonly urlExpireSeconds?: number
  /** From the request of a kill to its end; 4 by default. */
  readonly killSeconds?: number
  readonly key?: string
  /** Tasks in place of the sample account's own. */
  readonly tasks?: readonly TaskPlan[]
  /** Also serves `PUT /__faults`, which sets the fault switches over HTTP; off by default. */
  readonly hasFaultRoute?: boolean
}

/** A running sample account. Listens on loopback only. */
export type SampleService = {
  readonly baseUrl: string // of the web API
  readonly storageUrl: string // of signed URLs: another origin, as with the real service
  readonly key: string
  readonly faults: FaultSwitches
  readonly stats: RequestStats
  readonly account: Account
  readonly objects: ObjectStore
  /** Moves the service's time forward: tasks go on, signed URLs expire. */
  advance(deltaMs: number): void
  /** Stops listening for API requests: connections are refused until `resumeApi`. Storage goes on. */
  suspendApi(): Promise<void>
  resumeApi(): Promise<void>
  /** Closes all connections and listeners. Idempotent. */
  close(): Promise<void>
}

/** Any client that is given this key and the address is on the sample account. Not a secret. */
export const SAMPLE_KEY = 'sample.account-key'

/** Starts the sample account. @throws if the port is taken. */
export async function startSampleService(options: SampleOptions = {}): Promise<SampleService> {
  const { host = '127.0.0.1', nowMs = Date.now, key = SAMPLE_KEY } = options
  const clock = createServiceClock(nowMs, options.speed ?? 1)
  const plans = options.tasks ?? sampleTasks()
  const account = createAccount({ clock, plans, projects: sampleProjects(), killSeconds: options.killSeconds ?? 4 })
  const objects = createObjectStore(account)
  const faults = createFaultSwitches(() => performance.now())
  const stats = createRequestStats()
  let storageUrl = ''
  const expireSeconds = options.urlExpireSeconds ?? 3600
  const signer = createUrlSigner({ baseUrl: () => storageUrl, nowMs: () => clock.nowMs(), expireSeconds })
  const storage = createServer(createStorageHandler({ objects, signer, faults, stats }))
  storageUrl = await listen(storage, host, 0)
  const makeApi = (): FastifyInstance => {
    const api = createApiServer({ key, account, objects, signer, faults, stats })
    if (options.hasFaultRoute) addFaultRoutes(api, faults)
    return api
  }
  const api = createListener(makeApi, host)
  const baseUrl = await api.open(options.port ?? 0).catch(async (error: unknown) => {
    await closeServer(storage)
    throw error
  })
  return {
    baseUrl,
    storageUrl,
    key,
    faults,
    stats,
    account,
    objects,
    advance: deltaMs => clock.advance(deltaMs),
    suspendApi: api.close,
    resumeApi: async () => {
      await api.open(Number(new URL(baseUrl).port))
    },
    close: async () => {
      await Promise.all([api.close(), closeServer(storage)])
    },
  }
}

/** A server that can be closed and opened again, which Fastify's own cannot. */
function createListener(make: () => FastifyInstance, host: string) {
  let current: FastifyInstance | undefined
  return {
    open: async (port: number): Promise<string> => {
      const server = make()
      const address = await server.listen({ port, host })
      current = server
      return address
    },
    close: async (): Promise<void> => {
      const server = current
      current = undefined
      await server?.close()
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo // a TCP listener always has one
  return `http://${host}:${taken}`
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  await new Promise<void>(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
