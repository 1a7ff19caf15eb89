import type { Remedy } from '../contract/failures.ts'
import { AppError, PlainError } from '../domain/app-error.ts'
import { readableBytes } from '../domain/readable-bytes.ts'

/** The disk of the destination has no room for what is still to be written. */
export class DestinationFull extends AppError {
  readonly code = 'destination-full'
  readonly userMessage: string
  override readonly remedy = 'choose-folder'

  /**
   * @param freeBytes  Undefined when the disk filled up although there was room enough at first.
   * @param isStarted  Whether something may have arrived.
   */
  constructor(
    neededBytes: number,
    freeBytes: number | undefined,
    { isStarted = true, ...options }: ErrorOptions & { readonly isStarted?: boolean } = {},
  ) {
    super(`Needs ${neededBytes} bytes, ${freeBytes ?? 'unknown'} free`, options)
    const free = freeBytes === undefined ? '' : ` and ${readableBytes(freeBytes)} are free`
    const kept = isStarted ? ' What has arrived is kept.' : ''
    this.userMessage = `There is not enough room in the chosen folder: ${readableBytes(neededBytes)} are needed${free}. Free some space and try again, or choose another folder.${kept}`
  }
}

export class DestinationNotWritable extends AppError {
  readonly code = 'destination-not-writable'
  readonly userMessage = 'Files cannot be created in the chosen folder: it is write-protected for you. Choose another.'
  override readonly remedy = 'choose-folder'

  constructor(path: string, options?: ErrorOptions) {
    super(`Cannot create files in ${path}`, options)
  }
}

export class DestinationNotAFolder extends AppError {
  readonly code = 'destination-not-a-folder'
  readonly userMessage: string
  override readonly remedy = 'choose-folder'

  constructor(path: string, reason: 'file' | 'relative') {
    super(`${path} is ${reason === 'file' ? 'a file or lies below one' : 'not an absolute path'}`)
    this.userMessage =
      reason === 'file'
        ? 'The chosen destination is a file, not a folder. Choose a folder.'
        : 'The destination has to be a full path, such as /home/me/results. Choose a folder.'
  }
}

export class DestinationMissing extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage =
    'The destination folder has disappeared while files were written to it. Put it or its drive back and try again, or choose another folder.'
  override readonly remedy = 'retry'
}

/** Any other answer of the disk: input/output errors, too many open files. */
export class DestinationFailed extends AppError {
  readonly code = 'destination-not-writable'
  readonly userMessage =
    'The disk of the destination folder reports an error. What has arrived is kept; check the disk, then try again.'
  override readonly remedy = 'retry'
}

/** The task has no such archive. `reason` is a sentence. */
export class NothingToTransfer extends PlainError {
  readonly code = 'no-outputs'
}

/** The person asked for something this transfer cannot do now. */
export class TransferNotPossible extends PlainError {
  readonly code = 'transfer-not-possible'
}

/** Why a transfer with some entries missing did not end as done. */
export class EntriesFailed extends AppError {
  readonly code: 'entry-damaged' | 'files-in-the-way' | 'file-in-the-way' | 'destination-not-writable'
  readonly userMessage: string
  override readonly remedy: Remedy
  override readonly details = null

  /** @param isAsking  Whether the person is to decide about the files in the way. */
  constructor({ damaged, inTheWay, refused, fine }: FailedEntries, isAsking: boolean) {
    super(`${damaged} damaged, ${inTheWay} in the way, ${refused} refused by the disk, ${fine} fine`)
    const isAsked = isAsking && inTheWay > 0
    this.code = isAsked ? 'files-in-the-way' : codeOf(damaged, inTheWay)
    this.remedy = isAsked ? 'decide-conflicts' : 'retry'
    const sentences = [
      damaged > 0 && `${files(damaged)} arrived damaged twice and ${wasOrWere(damaged)} not kept.`,
      inTheWay > 0 && inTheWaySentence(inTheWay, isAsking),
      refused > 0 && `${files(refused)} could not be created on this disk.`,
      fine > 0 && (fine === 1 ? 'The other one is fine.' : `The other ${fine.toLocaleString('en')} are fine.`),
    ]
    this.userMessage = sentences.filter(Boolean).join(' ')
  }
}

export type FailedEntries = {
  readonly damaged: number
  readonly inTheWay: number
  readonly refused: number
  readonly fine: number
}

function codeOf(damaged: number, inTheWay: number): EntriesFailed['code'] {
  if (damaged > 0) return 'entry-damaged'
  return inTheWay > 0 ? 'file-in-the-way' : 'destination-not-writable'
}

function inTheWaySentence(count: number, isAsking: boolean): string {
  if (isAsking)
    return `Of ${files(count)}, a different one is already there. Decide what becomes of ${themOrIt(count)}.`
  return `${files(count)} ${wasOrWere(count)} left out: a different one of the same name is already there and was not touched.`
}

function themOrIt(count: number): string {
  return count === 1 ? 'it' : 'them'
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count.toLocaleString('en')} files`
}

function wasOrWere(count: number): string {
  return count === 1 ? 'was' : 'were'
}
