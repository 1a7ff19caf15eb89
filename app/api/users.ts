import { z } from 'zod'
import { AnswerNotUnderstood } from '../domain/service-errors.ts'
import { number, text } from './lenient.ts'
import type { Requester } from './requester.ts'

/** The person a key belongs to. */
export type User = {
  readonly username: string
  readonly name: string | null
  readonly email: string | null
  readonly plan: string | null
  readonly creditsUsd: number | null
}

export interface UsersApi {
  getUser(signal?: AbortSignal): Promise<User>
}

const userSchema = z.object({ username: text, name: text, email: text, tier: text, total_available_credits: number })

export function createUsersApi(requester: Requester): UsersApi {
  return {
    async getUser(signal) {
      const parsed = userSchema.safeParse(await requester.get('/users/info', {}, signal))
      const username = parsed.data?.username ?? parsed.data?.email
      if (!parsed.success || !username) {
        throw new AnswerNotUnderstood({ details: 'GET /users/info answered no user', cause: parsed.error })
      }
      const { name, email, tier, total_available_credits } = parsed.data
      return { username, name, email, plan: tier, creditsUsd: total_available_credits }
    },
  }
}
