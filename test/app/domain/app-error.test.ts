import { describe, expect, it } from 'vitest'
import { AppError, failureOf } from '../../../app/domain/app-error.ts'

class Lost extends AppError {
  readonly code = 'not-found'
  readonly userMessage = 'It is lost.'
  override readonly remedy = 'retry'
}

class QuietlyLost extends Lost {
  override readonly details = null
}

describe('a failure as it crosses to a window', () => {
  it('has for details what the log says', () => {
    const failure = { code: 'not-found', message: 'It is lost.', remedy: 'retry', details: 'task 7 answered 404' }
    expect(failureOf(new Lost('task 7 answered 404'))).toEqual(failure)
  })

  it.each([new Lost('It is lost.'), new QuietlyLost('never mind')])(
    'has none where they would say nothing more, or nothing to people: %s',
    error => expect(failureOf(error).details).toBeNull(),
  )
})
