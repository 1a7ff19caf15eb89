import { changeOf } from '../domain/transfer/judge-response.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import { decodeImage, encodeImage, type IndexImage } from './index-image.ts'
import type { IndexThread } from './index-thread.ts'
import type { IndexStore } from './ports.ts'
import type { Reading } from './read-directory.ts'
import { readIdentity } from './read-identity.ts'

/** Where the index of one archive may lie from before. */
export type CacheEntry = { readonly store: IndexStore; readonly key: string }
type Restored = Pick<IndexImage, 'index' | 'summary' | 'isZip64'> & { readonly identity: ObjectIdentity }

/**
 * Takes up the index from before, if it is of the object that is there now: same size, same strong ETag. Nothing less
 * will do, so an archive without a strong ETag is read anew each time. Anything odd about the file is a miss.
 */
export async function restoreIndex(
  { store, key }: CacheEntry,
  reading: Reading,
  thread: IndexThread,
): Promise<Restored | null> {
  if (!(await store.has(key))) return null
  const [bytes, identity] = await Promise.all([store.read(key), readIdentity(reading)])
  const image = bytes && decodeImage(bytes)
  if (image?.key !== key || image.validator !== identity.validator || changeOf(image, identity) !== null) return null
  const { index, summary, isZip64, checksum } = image
  return (await thread.ask('restore', { index, checksum })) ? { index, summary, isZip64, identity } : null
}

/** Keeps an index for later, when its object can be told from another. */
export async function keepIndex({ store, key }: CacheEntry, thread: IndexThread, parsed: Restored): Promise<void> {
  const { identity, index, summary, isZip64 } = parsed
  const { sizeBytes, validator } = identity
  if (validator === null) return
  const checksum = await thread.ask('checksum', index)
  await store.write(key, encodeImage({ key, sizeBytes, validator, isZip64, summary, index, checksum }))
}
