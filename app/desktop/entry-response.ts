import { refusalOf, type AnswerEntry, type EntryAnswer } from '../domain/archive/entry-answer.ts'
import { entryOrigin } from './origins.ts'

/** Answers a request of Chromium's. The address is untrusted, whoever asks. */
export async function answerEntryRequest(
  { method, url, headers }: Pick<Request, 'method' | 'url' | 'headers'>,
  answer: AnswerEntry,
): Promise<Response> {
  const leaving = new AbortController()
  if (!url.startsWith(`${entryOrigin}/`)) return responseOf(refusalOf(404, 'There is nothing here.'), leaving)
  const target = url.slice(entryOrigin.length)
  const [range, ifRange] = [headers.get('range'), headers.get('if-range')]
  return responseOf(await answer({ method, target, range, ifRange, signal: leaving.signal }), leaving)
}

/** A body that fails fails the response: Chromium then tells of a broken connection. */
function responseOf({ status, headers, body }: EntryAnswer, leaving: AbortController): Response {
  return new Response(body && streamOf(body, leaving), { status, headers })
}

/** One chunk ahead of whoever reads; nothing more once they have left. */
function streamOf(body: AsyncIterable<Uint8Array>, leaving: AbortController): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      leaving.abort(new Error('nobody waits for the content any more'))
      await chunks.return?.()
    },
  })
}
