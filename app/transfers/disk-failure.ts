import { AppError } from '../domain/app-error.ts'
import { DestinationFailed, DestinationFull, DestinationMissing, DestinationNotWritable } from './transfer-errors.ts'

/**
 * A system error of the destination's disk as a failure to show. Errors that are none are answered as they are.
 *
 * @param neededBytes What is still to be written, should the disk be full.
 */
export function toDiskFailure(error: unknown, destination: string, neededBytes: number): unknown {
  if (error instanceof AppError || !isSystemError(error)) return error
  return diskFailure(error.code, error.message, { destination, neededBytes, cause: error })
}

export function diskFailure(
  code: string,
  message: string,
  { destination, neededBytes, cause }: { destination: string; neededBytes: number; cause?: unknown },
): AppError {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DestinationFull(neededBytes, undefined, { cause })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new DestinationNotWritable(destination, { cause })
    case 'ENOENT':
    case 'ENODEV':
    case 'ESTALE':
      return new DestinationMissing(message, { cause })
    default:
      return new DestinationFailed(message, { cause })
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}
