import { z } from 'zod'
import { AnswerNotUnderstood, NotFound } from '../domain/service-errors.ts'
import type { Requester } from './requester.ts'

export interface StorageApi {
  /**
   * A fresh address that grants reading one object, for a limited time. Guard it like a credential: it never reaches a
   * window, a log or a message.
   *
   * @param path    In the account's storage, with or without a leading slash.
   * @param region  Where it lies; null is the account's default region.
   */
  signDownload(path: string, region: string | null, signal?: AbortSignal): Promise<string>
}

const urlsSchema = z.array(z.url({ protocol: /^https?$/ }))

export function createStorageApi(requester: Requester): StorageApi {
  return {
    async signDownload(path, region, signal) {
      const query = { operation: 'download', paths: path.replace(/^\/+/, ''), region: region ?? undefined }
      const urls = urlsSchema.safeParse(await requester.get('/storage/signed-urls', query, signal))
      // Without the cause: the parser's message might repeat an address.
      if (!urls.success)
        throw new AnswerNotUnderstood({ details: 'GET /storage/signed-urls answered no list of addresses' })
      const [url] = urls.data
      if (url === undefined) throw new NotFound({ details: 'GET /storage/signed-urls answered an empty list' })
      return url
    },
  }
}
