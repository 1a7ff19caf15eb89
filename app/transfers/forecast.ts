import { join } from 'node:path'
import type { Failure } from '../contract/failures.ts'
import type { TransferForecast, TransferRequest } from '../contract/transfers.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { byteLength } from '../domain/byte-range.ts'
import { createLocalNames } from '../domain/transfer/local-names.ts'
import { isLarge, spanOf } from '../domain/transfer/plan-units.ts'
import { spoolRoom } from '../domain/transfer/spool-room.ts'
import { checkDestination } from './destination.ts'
import type { SurveyedFile } from './extract-protocol.ts'
import type { Extractor } from './extractor.ts'
import type { ArchiveOpener, TransferDisk } from './ports.ts'
import { DestinationFull, NothingToTransfer } from './transfer-errors.ts'

type ForecastPorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: TransferDisk
  readonly extractor: Extractor
  readonly unpackers: number // large entries unpacked at the same time
}

type Amounts = Omit<TransferForecast, 'destination' | 'freeBytes' | 'problem'>
type Chosen = Pick<TransferRequest, 'taskId' | 'archive' | 'kind' | 'selection'> & { readonly destination: string }

/** What a transfer would do, with the archive's index read and the destination looked at, and nothing else touched. */
export async function forecastTransfer(
  request: Chosen,
  ports: ForecastPorts,
  signal: AbortSignal,
): Promise<TransferForecast> {
  const { destination } = request
  const measure = request.kind === 'archive' ? measureArchive : measureFiles
  const amounts = await measure(request, ports, signal)
  const problem = await findProblem(ports.disk, destination)
  const freeBytes = problem ? null : ((await ports.disk.freeBytes(destination)) ?? null)
  const neededBytes = amounts.writeBytes + amounts.spoolBytes
  const isTooFull = freeBytes !== null && freeBytes < neededBytes
  const full = isTooFull ? failureOf(new DestinationFull(neededBytes, freeBytes, { isStarted: false })) : null
  return { destination, ...amounts, freeBytes, problem: problem ?? full }
}

async function findProblem(disk: TransferDisk, destination: string): Promise<Failure | null> {
  try {
    await checkDestination(disk, destination)
    return null
  } catch (error) {
    if (error instanceof AppError) return failureOf(error)
    throw error
  }
}

async function measureFiles(request: Chosen, ports: ForecastPorts, signal: AbortSignal): Promise<Amounts> {
  const archive = await ports.openArchive.open(request.taskId, request.archive, signal)
  if (archive.state === 'none') throw new NothingToTransfer(archive.reason)
  const names = createLocalNames(archive.rootFolder)
  const amounts = { fileCount: 0, fetchBytes: 0, writeBytes: 0 }
  const files: SurveyedFile[] = []
  const large: ArchiveEntry[] = []
  const leftOut = new Map<string, number>()
  for (const index of await archive.entries.select(request.selection)) {
    const entry = archive.entries.entry(index)
    if (entry.problem !== null) {
      leftOut.set(entry.problem, (leftOut.get(entry.problem) ?? 0) + 1)
      continue
    }
    amounts.fileCount++
    amounts.fetchBytes += byteLength(spanOf(entry))
    amounts.writeBytes += entry.sizeBytes
    if (isLarge(entry)) large.push(entry)
    files.push({ index, path: join(request.destination, names.placeFile(entry.name)), sizeBytes: -1, crc32: 0 })
  }
  const existingFiles = (await ports.extractor.survey(files)).length
  return {
    ...amounts,
    existingFiles,
    spoolBytes: spoolRoom(large, ports.unpackers),
    leftOut: Array.from(leftOut, ([reason, fileCount]) => ({ reason, fileCount })),
  }
}

async function measureArchive(request: Chosen, ports: ForecastPorts, signal: AbortSignal): Promise<Amounts> {
  const object = await ports.openArchive.openObject(request.taskId, request.archive, signal)
  if (object.state === 'none') throw new NothingToTransfer(object.reason)
  const { identity, body } = await object.source.openTail(1, signal)
  for await (const _ of body); // has to be read
  const found = await ports.disk.lookUp(join(request.destination, object.fileName))
  const existingFiles = found === 'nothing' ? 0 : 1
  const { sizeBytes } = identity
  return { fileCount: 1, fetchBytes: sizeBytes, writeBytes: sizeBytes, existingFiles, spoolBytes: 0, leftOut: [] }
}
