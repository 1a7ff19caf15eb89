import { answerRequest } from './protocol.ts'

/** Follows https://www.electronjs.org/docs/latest/api/net. Reaches the schemes that the app handles itself. */
export const net = {
  fetch: (url: string, init?: RequestInit): Promise<Response> => answerRequest(new Request(url, init)),
}
