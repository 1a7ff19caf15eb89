import { AppError, PlainError } from '../domain/app-error.ts'

/** The object is no zip at all: a web page, an error message, another kind of archive. */
export class ArchiveNotZip extends AppError {
  readonly code = 'archive-not-zip'
  readonly userMessage: string
  readonly found: string

  /** @param found What it is instead, as part of a sentence: "a web page". */
  constructor(found: string, options?: ErrorOptions) {
    super(`expected a zip, found ${found}`, options)
    this.found = found
    this.userMessage = `The file in the cloud is not a zip archive: it is ${found}. It can still be downloaded as it is.`
  }
}

/** The zip contradicts itself or is cut off, so that its list of entries cannot be relied on. */
export class ArchiveDamaged extends AppError {
  readonly code = 'archive-damaged'
  readonly userMessage =
    'The archive in the cloud is damaged or incomplete, so its entries cannot be listed. It can still be downloaded as it is, for repair.'
}

/** A window named an archive that has been let go of. */
export class ArchiveNotOpen extends AppError {
  readonly code = 'not-found'
  readonly userMessage = 'This archive is no longer open. Open it again.'
  override readonly remedy = 'retry'
}

/** The archive has no such entry, or the entry is a folder. */
export class EntryNotFound extends AppError {
  readonly code = 'not-found'
  readonly userMessage = 'The archive has no such file.'

  constructor(index: number) {
    super(`no entry ${index} with data`)
  }
}

/** Encrypted, or compressed in a way we do not read. */
export class EntryUnsupported extends PlainError {
  readonly code = 'entry-unsupported'
}

/** The bytes of an entry are not what its directory record says: size, CRC-32, or the compressed stream itself. */
export class EntryDamaged extends AppError {
  readonly code = 'entry-damaged'
  readonly userMessage = 'This file arrived damaged. Try again; if it stays so, it is damaged in the cloud copy too.'
  override readonly remedy = 'retry'
}

/** Its content is not text. */
export class EntryNotText extends AppError {
  readonly code = 'entry-not-text'
  readonly userMessage = 'This file does not hold text, so there is nothing to read here. Download it to open it.'
  override readonly details = null
}

/** An address that was never given out, or is not good any more. */
export class EntryAddressUnknown extends AppError {
  readonly code = 'untrusted-sender'
  readonly userMessage = 'This address is not good any more. Go back to Inductiva Desktop and open the file again.'
}
