import { createProjectsApi, type ProjectsApi } from './projects.ts'
import { createRequester, type RequesterOptions } from './requester.ts'
import { createStorageApi, type StorageApi } from './storage.ts'
import { createTasksApi, type TasksApi } from './tasks.ts'
import { createUsersApi, type UsersApi } from './users.ts'

/**
 * The Inductiva web API for one account. Reading calls are tried again after passing faults and end within 15 s; the
 * key goes to `baseUrl` only, never along a redirect. Failures are the classes of `domain/service-errors.ts`.
 */
export type InductivaApi = UsersApi & TasksApi & ProjectsApi & StorageApi

export type InductivaApiOptions = RequesterOptions

export function createInductivaApi(options: InductivaApiOptions): InductivaApi {
  const requester = createRequester(options)
  return {
    ...createUsersApi(requester),
    ...createTasksApi(requester, options.log),
    ...createProjectsApi(requester),
    ...createStorageApi(requester),
  }
}
