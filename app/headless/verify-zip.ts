import { join } from 'node:path'
import type { Clock } from '../domain/clock.ts'
import { createLocalNames } from '../domain/transfer/local-names.ts'
import type { VerifyZip, ZipCheckProgress } from '../transfers/check-ports.ts'
import type { CompareProgress } from '../transfers/compare-folder.ts'
import type { TransferDisk } from '../transfers/ports.ts'
import { NothingToTransfer } from '../transfers/transfer-errors.ts'
import type { FetchRequest } from './fetch-arguments.ts'
import { nothingDone, type FetchReport } from './fetch-report.ts'
import { plainTaskId, type PlainArchive } from './plain-archive.ts'

type Ports = {
  readonly archive: PlainArchive
  readonly disk: Pick<TransferDisk, 'sizeOf'>
  readonly verifyZip: VerifyZip
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Fetches the zip. */
  readonly fetchZip: () => Promise<FetchReport>
  readonly onProgress: (progress: CompareProgress) => void
}

/**
 * Checks every entry of the zip in the folder against its size and CRC-32. A zip that is not there is fetched first; one
 * that is there is read and left alone, whatever it is.
 */
export async function verifyZip(request: FetchRequest, ports: Ports): Promise<FetchReport> {
  const { archive, disk, clock, signal } = ports
  const startedMs = clock.monotonicMs()
  const { fileName, sizeBytes } = await lookUp(archive, signal)
  const path = join(request.destination, createLocalNames('').placeFile(fileName))
  const fetched = (await disk.sizeOf(path)) === undefined ? await ports.fetchZip() : undefined
  if (fetched && !fetched.ok) return fetched
  const failure = await whyOther(path, sizeBytes, disk)
  const onProgress = ({ checkedEntries: checkedFiles, totalEntries: totalFiles, ...bytes }: ZipCheckProgress) =>
    ports.onProgress({ checkedFiles, totalFiles, ...bytes })
  const check = failure === undefined ? await ports.verifyZip(path, { signal, onProgress }) : undefined
  const failures = check?.failures.map(({ name, reason }) => ({ path: name, reason })) ?? []
  const { bytes: bytesFetched, requests } = archive.measure()
  return {
    ...nothingDone,
    ok: check?.failedEntries === 0,
    entries: check?.checkedEntries ?? 0,
    files: check ? check.checkedEntries - check.failedEntries : 0,
    bytesFetched,
    requests,
    bytesWritten: fetched?.bytesWritten ?? 0,
    seconds: (clock.monotonicMs() - startedMs) / 1_000,
    verified: fetched?.verified ?? null,
    failures: failure === undefined ? failures : [{ path: fileName, reason: failure }],
    error: null,
  }
}

async function lookUp(archive: PlainArchive, signal: AbortSignal) {
  const object = await archive.opener.openObject(plainTaskId, 'output', signal)
  if (object.state === 'none') throw new NothingToTransfer(object.reason)
  const { identity, body } = await object.source.openTail(1, signal)
  for await (const _ of body); // has to be read
  return { fileName: object.fileName, sizeBytes: identity.sizeBytes }
}

/** A zip may be sound and still be another one. */
async function whyOther(path: string, sizeBytes: number, disk: Ports['disk']): Promise<string | undefined> {
  const found = await disk.sizeOf(path)
  if (found === sizeBytes) return undefined
  const [here, there] = [found ?? 0, sizeBytes].map(bytes => bytes.toLocaleString('en'))
  return `It has ${here} bytes on this computer, and ${there} in the cloud.`
}
