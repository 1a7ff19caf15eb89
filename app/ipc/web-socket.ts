import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import type { Reply } from '../contract/failures.ts'
import type { EventHub } from './event-hub.ts'
import type { Events } from '../contract/define.ts'
import { malformedMessage, tooLarge } from './refusals.ts'
import { largestCallChars, type AnswerCall } from './serve-calls.ts'
import type { WebSession } from './web-session.ts'

const messageSchema = z.object({ id: z.int().nonnegative(), name: z.unknown(), input: z.unknown() })

/** Longest message with a call of the largest size in it. */
const largestMessageChars = largestCallChars + 1024

/** Serves one browser connection: a call in, its reply out under the same id, and every event. */
export function serveSocket<E extends Events>(
  socket: WebSocket,
  { session, answer, hub }: { session: WebSession; answer: AnswerCall<WebSession>; hub: EventHub<E> },
): void {
  const send = (message: unknown): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }
  const unsubscribe = hub.subscribe((event, value) => send({ event, value }))
  socket.on('close', unsubscribe)
  socket.on('error', () => socket.terminate()) // a broken frame: ws closes with the right code, nothing to add
  socket.on('message', data => {
    void reply(textOf(data), session, answer).then(send)
  })
}

async function reply(text: string, session: WebSession, answer: AnswerCall<WebSession>): Promise<ReplyMessage> {
  if (text.length > largestMessageChars) return { id: idOf(text), reply: tooLarge() }
  const message = parseMessage(text)
  if (!message) return { id: idOf(text), reply: malformedMessage() }
  return { id: message.id, reply: await answer(session, message.name, message.input) }
}

type ReplyMessage = { readonly id: number | null; readonly reply: Reply<unknown> }

function parseMessage(text: string): z.infer<typeof messageSchema> | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // not JSON
  }
}

/** The id of a message too large or too broken to parse: our own client writes it first. */
function idOf(text: string): number | null {
  const id = /^\{"id":(\d{1,15}),/.exec(text.slice(0, 32))?.[1]
  return id === undefined ? null : Number(id)
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.from(data as ArrayBuffer).toString('utf8')
}
