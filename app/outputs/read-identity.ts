import type { ObjectIdentity } from '../domain/object-source.ts'
import type { Reading } from './read-directory.ts'

/** What is there now, for one request and one byte: size and validator come with any answer. */
export function readIdentity({ source, retry, signal }: Reading): Promise<ObjectIdentity> {
  return retry(async () => {
    const { identity, body } = await source.openTail(1, signal)
    await Array.fromAsync(body)
    return identity
  }, signal)
}
