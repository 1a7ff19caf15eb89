import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export type UrlOperation = 'download' | 'upload'
export type UrlVerdict = 'valid' | 'expired' | 'forged'

/** Makes and checks addresses that grant one operation on one object for a while, without a key. */
export type UrlSigner = {
  /** The path holds the bucket and then the storage path, as the service's clients expect. */
  sign(path: string, operation: UrlOperation): string
  judge(path: string, operation: UrlOperation, query: URLSearchParams): UrlVerdict
}

export const BUCKET = 'sample-account-bucket'

export type SignerOptions = {
  readonly baseUrl: () => string
  readonly nowMs: () => number
  readonly expireSeconds: number
}

export function createUrlSigner({ baseUrl, nowMs, expireSeconds }: SignerOptions): UrlSigner {
  const secret = randomBytes(32)
  const signatureOf = (path: string, operation: UrlOperation, expires: string): Buffer =>
    createHmac('sha256', secret).update(`${operation}\n${expires}\n${path}`).digest()
  return {
    sign: (path, operation) => {
      const expires = String(Math.ceil(nowMs() / 1000 + expireSeconds))
      const signature = signatureOf(path, operation, expires).toString('hex')
      return `${baseUrl()}/${BUCKET}/${encodePath(path)}?X-Expires=${expires}&X-Signature=${signature}`
    },
    judge: (path, operation, query) => {
      const expires = query.get('X-Expires') ?? ''
      const given = Buffer.from(query.get('X-Signature') ?? '', 'hex')
      const expected = signatureOf(path, operation, expires)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
      return nowMs() / 1000 > Number(expires) ? 'expired' : 'valid'
    },
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
