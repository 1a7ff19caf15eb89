import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startRangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, requestFor } from '../../fakes/transfer-site.ts'
import { buildZip } from '../../fakes/zip-builder.ts'

it('gives files the time that the archive has for them', async () => {
  const folder = makeTemporaryFolder()
  const [date, time] = [((2020 - 1980) << 9) | (5 << 5) | 17, 12 << 11]
  const entries = [{ name: 'artifacts/' }, { name: 'artifacts/old.txt', data: 'old', date, time }]
  const server = await startRangeServer(buildZip(entries))
  const site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'account.sqlite') })
  try {
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out')))
    await site.until(id, 'done', 'failed')
    expect(statSync(join(folder.path, 'out/old.txt')).mtime).toEqual(new Date(2020, 4, 17, 12))
  } finally {
    await site.close()
    await server.close()
    folder.remove()
  }
})
