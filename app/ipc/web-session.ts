import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A browser that exchanged a one-time token. Revoked sessions are trusted no more, on any open connection. */
export type WebSession = { readonly id: string }

/** 256 bits. */
const secretBytes = 32

/**
 * Who may talk to the local web shell. A one-time token travels in the address's fragment (which browsers never send),
 * and is exchanged for a cookie that scripts cannot read and other sites cannot cause to be sent.
 */
export class WebSessions {
  readonly #sessions = new Map<string, WebSession>()
  readonly #cookieName: string
  #token = newSecret()

  /** @param port Part of the cookie's name: cookies do not tell ports apart, two servers on one machine must. */
  constructor(port: number) {
    this.#cookieName = `inductiva-desktop-${port}`
  }

  /** The token that the next browser may use, once. */
  get token(): string {
    return this.#token
  }

  /** Exchanges the token. Answers the `Set-Cookie` value, or undefined when the token is wrong or was used before. */
  exchange(token: string): string | undefined {
    if (!isSame(token, this.#token)) return undefined
    this.#token = newSecret()
    const secret = newSecret()
    this.#sessions.set(digest(secret), { id: digest(secret).slice(0, 12) })
    return `${this.#cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`
  }

  /** The session of a request's cookie, or undefined. */
  find(request: IncomingMessage): WebSession | undefined {
    const cookies = (request.headers.cookie ?? '').split(';').map(cookie => cookie.trim())
    const own = cookies.find(cookie => cookie.startsWith(`${this.#cookieName}=`))
    return own === undefined ? undefined : this.#sessions.get(digest(own.slice(this.#cookieName.length + 1)))
  }

  isValid(session: WebSession): boolean {
    return [...this.#sessions.values()].includes(session)
  }

  revokeAll(): void {
    this.#sessions.clear()
  }
}

function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url')
}

/** Sessions are looked up by digest, so that the time a look-up takes tells nothing about the secret. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(expected)))
}
