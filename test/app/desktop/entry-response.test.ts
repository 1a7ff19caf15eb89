import { describe, expect, it } from 'vitest'
import { answerEntryRequest } from '../../../app/desktop/entry-response.ts'
import { refusalOf, type EntryAnswer, type EntryQuestion } from '../../../app/domain/archive/entry-answer.ts'

const never = () => Promise.reject(new Error('Nobody was to be asked'))

function ask(answer: (question: EntryQuestion) => EntryAnswer, headers: Record<string, string> = {}) {
  const request = new Request('entry://contents/grant/outputs/t/output/a%20b?save', { headers })
  return answerEntryRequest(request, question => Promise.resolve(answer(question)))
}

async function* twoThenFail(): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(Buffer.from('one'))
  yield Buffer.from('two')
  throw new Error('damaged')
}

describe('answerEntryRequest', () => {
  it('hands on what was asked for, and answers as told', async () => {
    const questions: EntryQuestion[] = []
    const response = await ask(
      question => {
        questions.push(question)
        return refusalOf(404, 'Nothing here.')
      },
      { range: 'bytes=1-2', 'if-range': '"tag"' },
    )
    expect(questions[0]).toMatchObject({
      ...{ method: 'GET', target: '/grant/outputs/t/output/a%20b?save', range: 'bytes=1-2', ifRange: '"tag"' },
    })
    expect([response.status, await response.text()]).toEqual([404, 'Nothing here.'])
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox/)
  })

  it('asks nobody about another host', async () => {
    const response = await answerEntryRequest(new Request('entry://elsewhere/a'), never)
    expect(response.status).toBe(404)
  })

  it('fails a body that fails', async () => {
    const response = await ask(() => ({ status: 200, headers: {}, body: twoThenFail() }))
    await expect(response.text()).rejects.toThrow('damaged')
  })

  it('ends a body that nobody reads to its end', async () => {
    let signal: AbortSignal | undefined
    const response = await ask(question => {
      signal = question.signal
      return { status: 200, headers: {}, body: twoThenFail() }
    })
    const reader = response.body!.getReader()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('one')
    await reader.cancel()
    expect(signal?.aborted).toBe(true)
  })
})
