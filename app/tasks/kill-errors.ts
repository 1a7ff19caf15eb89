import { AppError } from '../domain/app-error.ts'

/** The request to end a task got no answer, and the task does not show it either. */
export class KillUnconfirmed extends AppError {
  readonly code = 'service-unreachable'
  readonly userMessage =
    'The request to end this task got no answer, so it may or may not have arrived. The app keeps watching the task. If it goes on, ask again.'
  override readonly remedy = 'retry'

  constructor(id: string, options?: ErrorOptions) {
    super(`No answer to the request to end ${id}`, options)
  }
}
