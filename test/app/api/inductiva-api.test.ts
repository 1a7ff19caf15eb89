import { gzipSync } from 'node:zlib'
import { Agent } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { createInductivaApi, type InductivaApi } from '../../../app/api/inductiva-api.ts'
import { AppError } from '../../../app/domain/app-error.ts'
import { ServiceBusy } from '../../../app/domain/service-errors.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { hangUp, json, neverAnswer, startServiceServer, type Answer } from '../../fakes/service-server.ts'
import { taskId } from '../../fakes/task-records.ts'

const key = 'secret.key-1'
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()))
})

/** Waits nowhere: delays pass at once and are written down. */
class HurryingClock extends ManualClock {
  readonly slept: number[] = []

  override sleep(delayMs: number): Promise<void> {
    this.slept.push(delayMs)
    this.advance(delayMs)
    return Promise.resolve()
  }
}

function apiOf(baseUrl: string) {
  const dispatcher = new Agent({ connect: { timeout: 2_000 } })
  closers.push(() => dispatcher.close())
  const clock = new HurryingClock()
  const { log, lines } = recordingLog()
  const api = createInductivaApi({ baseUrl, key, dispatcher, clock, log, userAgent: 'Test/1.0', random: () => 0 })
  return { api, clock, lines }
}

async function serve(...answers: readonly Answer[]) {
  const server = await startServiceServer(...answers)
  closers.unshift(() => server.close())
  return { server, ...apiOf(server.baseUrl) }
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => expect.fail('It should have failed'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw error
  return error
}

const user = { username: 'ana', name: null, email: 'ana@example.org', tier: 'individual', total_available_credits: 5 }

describe('every request', () => {
  it('carries the key, an honest user agent and the query', async () => {
    const { api, server } = await serve(json({ total_size: 0, tasks: [] }))
    await api.listTasks({ page: 2, perPage: 500, active: true })
    const [request] = server.requests
    expect(request?.url).toBe('/tasks?page=2&per_page=500&active=true&sort=create_time%3Adesc')
    expect(request?.headers).toMatchObject({ 'x-api-key': key, 'user-agent': 'Test/1.0', accept: 'application/json' })
  })

  it('reads zipped answers', async () => {
    const { api } = await serve(response => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(JSON.stringify(user)))
    })
    expect(await api.getUser()).toMatchObject({ username: 'ana' })
  })

  it.each([301, 302, 307, 308])('never follows a redirect (%s), which would carry the key elsewhere', async status => {
    const elsewhere = await startServiceServer(json(user))
    closers.unshift(() => elsewhere.close())
    const { api } = await serve(json({}, status, { location: elsewhere.baseUrl }))
    expect(await failureOf(api.getUser())).toMatchObject({ code: 'answer-not-understood' })
    expect(elsewhere.requests).toEqual([])
  })

  it('can be aborted', async () => {
    const { api } = await serve(neverAnswer)
    const abort = new AbortController()
    const work = api.getTask(taskId('a'), abort.signal)
    abort.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
  })
})

describe('a failed request', () => {
  it.each([
    [401, 'key-refused', 'sign-in'],
    [403, 'not-allowed', 'none'],
    [404, 'not-found', 'none'],
    [409, 'service-error', 'none'],
    [429, 'service-busy', 'retry'],
    [500, 'service-error', 'retry'],
    [503, 'service-busy', 'retry'],
  ])('with status %i is %s', async (status, code, remedy) => {
    const { api } = await serve(json({ detail: `Because of ${key}, see https://s.example/x?sig=abc` }, status))
    const error = await failureOf(api.getUser())
    expect(error).toMatchObject({ code, remedy })
    expect(error.details).toBe(`GET /users/info answered ${status}: Because of …, see https://s.example/x?…`)
    expect(error.userMessage).not.toContain('Because')
  })

  it('repeats the reasons of a validation error', async () => {
    const { api } = await serve(json({ detail: [{ loc: ['query'], msg: 'too large', type: 'x' }] }, 422))
    expect((await failureOf(api.getUser())).details).toContain('too large')
  })

  it('never repeats the page of a proxy in between', async () => {
    const { api } = await serve(response => response.writeHead(502).end('<html>gateway</html>'))
    expect((await failureOf(api.getUser())).details).toBe('GET /users/info answered 502')
  })

  it('is not understood when a login page answers instead', async () => {
    const { api } = await serve(response => response.writeHead(200).end('<html>Welcome to the hotel</html>'))
    expect(await failureOf(api.getUser())).toMatchObject({ code: 'answer-not-understood' })
  })

  it('is unreachable when nobody listens', async () => {
    const { api, server } = await serve(json({}))
    await server.close()
    expect(await failureOf(api.getUser())).toMatchObject({ code: 'service-unreachable' })
  })

  it('is slow when no answer comes within the deadline', async () => {
    const { api, clock, server } = await serve(neverAnswer)
    const work = failureOf(api.getUser())
    await expect.poll(() => server.requests.length).toBe(1)
    clock.advance(15_000)
    expect(await work).toMatchObject({ code: 'service-slow' })
  })
})

describe('reading again', () => {
  it.each([
    ['a lost connection', hangUp],
    ['a fault of the service', json({}, 500)],
    ['a busy service', json({}, 429)],
  ])('helps after %s', async (_name, fault) => {
    const { api, server, clock } = await serve(fault, fault, json(user))
    expect(await api.getUser()).toMatchObject({ username: 'ana' })
    expect(server.requests).toHaveLength(3)
    expect(clock.slept).toEqual([500, 2_000])
  })

  it('waits as long as the service asks for', async () => {
    const { api, clock } = await serve(json({}, 429, { 'retry-after': '4' }), json(user))
    await api.getUser()
    expect(clock.slept).toEqual([4_000])
  })

  it('gives up at once when the service asks for more than a person waits', async () => {
    const { api, server } = await serve(json({}, 503, { 'retry-after': '120' }))
    const error = await failureOf(api.getUser())
    expect(error).toBeInstanceOf(ServiceBusy)
    expect(error).toMatchObject({ retryAfterMs: 120_000 })
    expect(server.requests).toHaveLength(1)
  })

  it('ends after three attempts', async () => {
    const { api, server } = await serve(json({}, 500))
    await failureOf(api.getUser())
    expect(server.requests).toHaveLength(3)
  })

  it.each([401, 403, 404, 422])('is pointless after %i', async status => {
    const { api, server } = await serve(json({}, status))
    await failureOf(api.getUser())
    expect(server.requests).toHaveLength(1)
  })
})

describe('killTask', () => {
  it.each([
    ['a lost connection', hangUp],
    ['a fault of the service', json({}, 500)],
    ['a busy service', json({}, 503)],
  ])('is sent once, even after %s', async (_name, fault) => {
    const { api, server } = await serve(fault)
    await failureOf(api.killTask(taskId('a')))
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /tasks/a/kill'])
  })

  it('answers the status from then on', async () => {
    const { api } = await serve(json({ id: 'a', status: 'pending-kill', is_terminated: false }))
    expect(await api.killTask(taskId('a'))).toMatchObject({ status: 'pending-kill', isTerminated: false })
  })
})

describe('listTasks', () => {
  it('leaves out a task without an id, keeps the others, and says so in the log', async () => {
    const page = { total_size: 3, tasks: [{ task_id: 'a' }, { status: 'failed' }, { task_id: 'b', status: 7 }] }
    const { api, lines } = await serve(json(page))
    const { total, tasks } = await api.listTasks({ page: 1, perPage: 10 })
    expect(total).toBe(3)
    expect(tasks.map(({ task }) => task.id)).toEqual(['a', 'b'])
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', fields: { skipped: 1 } }))
  })

  it.each([[[]], [{ tasks: 'none' }], [null]])('does not take %j for an empty list', async answer => {
    const { api } = await serve(json(answer))
    expect(await failureOf(api.listTasks({ page: 1, perPage: 10 }))).toMatchObject({ code: 'answer-not-understood' })
  })
})

describe('the other resources', () => {
  it('reads the person behind a key', async () => {
    const { api } = await serve(json(user))
    expect(await api.getUser()).toEqual({
      username: 'ana',
      name: null,
      email: 'ana@example.org',
      plan: 'individual',
      creditsUsd: 5,
    })
  })

  it('reads projects page by page', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ name: `p${index}`, num_tasks: 1 }))
    const { api, server } = await serve(json(many), json([{ name: 'last' }, { name: '' }, null]))
    const projects = await api.listProjects()
    expect(projects).toHaveLength(101)
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/projects?page=1&per_page=100',
      '/projects?page=2&per_page=100',
    ])
  })

  it('reads metadata', async () => {
    const { api } = await serve(json({ URef: '12', missing: null }))
    expect(await api.getMetadata(taskId('a'))).toEqual({ URef: '12' })
  })

  it('asks for a signed address without a leading slash, and keeps it out of the log', async () => {
    const { api, server, lines } = await serve(json(['https://storage.example/bucket/a/output.zip?sig=abc']))
    const url = await api.signDownload('/a/output.zip', 'europe-west1')
    expect(url).toBe('https://storage.example/bucket/a/output.zip?sig=abc')
    expect(server.requests[0]?.url).toBe(
      '/storage/signed-urls?operation=download&paths=a%2Foutput.zip&region=europe-west1',
    )
    expect(JSON.stringify(lines)).not.toContain('sig=')
  })

  it.each([
    [[], 'not-found'],
    [{ url: 'https://storage.example/x?sig=abc' }, 'answer-not-understood'],
    [['file:///etc/passwd?sig=abc'], 'answer-not-understood'],
  ])('refuses %j in place of signed addresses', async (answer, code) => {
    const { api } = await serve(json(answer))
    const error = await failureOf(api.signDownload('a/output.zip', null))
    expect(error).toMatchObject({ code })
    expect(JSON.stringify([error.message, error.details, error.userMessage, String(error.cause)])).not.toContain('sig=')
  })
})

describe('a key', () => {
  it('is in no error and in no line of the log', async () => {
    const works: ((api: InductivaApi) => Promise<unknown>)[] = [
      api => api.getUser(),
      api => api.getTask(taskId('a')),
      api => api.killTask(taskId('a')),
    ]
    for (const fault of [hangUp, json({ detail: key }, 401), json({ detail: key }, 500)]) {
      const { api, lines } = await serve(fault)
      for (const work of works) {
        const error = await failureOf(work(api))
        expect(JSON.stringify([error.message, error.details, lines])).not.toContain(key)
      }
    }
  })
})
