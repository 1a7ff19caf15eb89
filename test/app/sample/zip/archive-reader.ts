import { once } from 'node:events'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import type { VirtualZip } from '../../../../app/sample/zip/virtual-zip.ts'

/** All bytes of a small archive. */
export function bytesOf(zip: VirtualZip): Buffer {
  return Buffer.concat([...zip.read(0, zip.sizeBytes)])
}

class VirtualReader extends RandomAccessReader {
  readonly zip: VirtualZip

  constructor(zip: VirtualZip) {
    super()
    this.zip = zip
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.zip.read(start, end))
  }
}

/** A virtual archive of any size as an independent reader sees it. Nothing is held open. */
export async function openZip(virtual: VirtualZip): Promise<{ zip: ZipFile; entries: readonly Entry[] }> {
  const options = { strictFileNames: false, autoClose: false, lazyEntries: true }
  const zip = await fromRandomAccessReaderPromise(new VirtualReader(virtual), virtual.sizeBytes, options)
  const entries: Entry[] = []
  zip.on('entry', (entry: Entry) => {
    entries.push(entry)
    zip.readEntry()
  })
  zip.readEntry()
  await once(zip, 'end')
  return { zip, entries }
}

/** The unpacked bytes of an entry. */
export async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return buffer(await zip.openReadStreamPromise(entry))
}
