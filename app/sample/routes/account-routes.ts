import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formatTimestamp } from '../timestamp.ts'
import type { ApiParts } from './api-server.ts'
import { monthlyCosts } from '../account/costs.ts'
import { parseInput, ServiceProblem } from './problems.ts'

const SERVER_VERSION = '0.18.12'
const FIRST_VERSION = '0.17.0'
export const CREDITS_USD = 182.4

const versionQuery = z.object({ client_version: z.string() })
const costQuery = z.object({
  start_year: z.coerce.number().int(),
  start_month: z.coerce.number().int().min(1).max(12),
  end_year: z.coerce.number().int().optional(),
  end_month: z.coerce.number().int().min(1).max(12).optional(),
})

/** Who is asking, what it costs, and which versions are served. */
export function addAccountRoutes(server: FastifyInstance, { account, objects }: ApiParts): void {
  server.get('/version', () => ({ version: SERVER_VERSION, min_supported_client_version: FIRST_VERSION }))
  server.get('/version-check', request => checkVersion(parseInput(versionQuery, 'query', request.query).client_version))
  server.get('/users/info', () => userInfo(account.clock.startMs))
  server.get('/users/costs', request => {
    const query = parseInput(costQuery, 'query', request.query)
    return { currency: 'USD', credits: CREDITS_USD, costs: monthlyCosts(account, objects, query) }
  })
  server.get('/users/fees', () => ({
    costs_fee_percentage: { amount: 5, active: true, active_since: null, unit: '%' },
    task_orchestration_fee: {
      amount: 0.02,
      active: true,
      active_since: '2025-12-01T00:00:00.000000+00:00',
      unit: 'USD',
    },
  }))
  server.get('/users/quotas', () => quotas(account.tasks().filter(({ state }) => !state.isTerminated).length))
  server.get('/users/capabilities', () => [])
  server.get('/users/top-ups', () => [])
  server.get('/compute/groups', () => [])
}

function checkVersion(clientVersion: string): Record<string, unknown> {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(clientVersion)
  if (!match) throw new ServiceProblem(400, `Invalid version: ${clientVersion}`)
  const [major, minor] = [Number(match[1]), Number(match[2])]
  if (major === 0 && minor < 17) {
    throw new ServiceProblem(406, `Version ${clientVersion} is no longer supported. Please upgrade.`)
  }
  return {
    is_valid: true,
    client_version: clientVersion,
    server_version: SERVER_VERSION,
    min_supported_client_version: FIRST_VERSION,
  }
}

const YEAR_MS = 365 * 24 * 3600 * 1000

function userInfo(startMs: number): Record<string, unknown> {
  return {
    email: 'sample@example.org',
    username: 'sample',
    name: 'Sample Account',
    organization: null,
    tier: 'individual',
    total_available_credits: CREDITS_USD,
    credits_currency: 'USD',
    terms_and_conditions_decision: 'accepted',
    terms_and_conditions_decision_ts: formatTimestamp(startMs - YEAR_MS),
    registration_ts: formatTimestamp(startMs - YEAR_MS),
    costs_fee_percentage: 5,
    terminate_resources_credits_threshold: 0,
    country: null,
    region: null,
    discord_handle: null,
    extra_metadata: {},
  }
}

function quotas(activeTasks: number): Record<string, unknown> {
  const quota = (id: string, label: string, rest: Record<string, unknown>): Record<string, unknown> => ({
    id,
    label,
    scope: 'global',
    ...rest,
  })
  return {
    max_vcpus: quota('max_vcpus', 'Maximum number of VCPUs', {
      max_allowed: 720,
      in_use: 16 * activeTasks,
      unit: 'vcpu',
    }),
    max_price_hour: quota('max_price_hour', 'Maximum price per hour', {
      max_allowed: 10,
      in_use: Number((0.21 * activeTasks).toFixed(2)),
      unit: 'USD',
    }),
    max_instances: quota('max_instances', 'Maximum simultaneous instances', {
      max_allowed: 20,
      in_use: activeTasks,
      unit: 'instance',
    }),
    max_disk_size: quota('max_disk_size', 'Maximum disk size', {
      max_allowed: 1000,
      in_use: null,
      unit: 'GB',
      scope: 'instance',
    }),
  }
}
