import { AppError } from './app-error.ts'
import { wholePathSentence } from './typed-path.ts'

/** The file is gone, became another one, or cannot be read. */
export class LocalArchiveUnreadable extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage = 'The archive on this computer cannot be read. It may have been moved, or its disk taken away.'
}

/** A path that means something else in every working directory. */
export class LocalArchiveNotWhole extends AppError {
  readonly code = 'destination-missing'
  readonly userMessage: string
  override readonly details = null // the sentence says it all

  constructor(path: string, homeFolder: string) {
    super(`Expected an absolute path, got ${JSON.stringify(path)}`)
    this.userMessage = wholePathSentence('zip file', homeFolder)
  }
}

/** What was chosen as an archive is no file. */
export class LocalArchiveNotAFile extends AppError {
  readonly code = 'archive-not-zip'
  readonly userMessage = 'This is a folder, not a zip archive. Choose the zip file itself.'
}

/** The file is no zip at all. */
export class LocalArchiveNotZip extends AppError {
  readonly code = 'archive-not-zip'
  readonly userMessage: string

  /** @param found What it is instead, as part of a sentence: "a web page". */
  constructor(found: string, options?: ErrorOptions) {
    super(`expected a zip, found ${found}`, options)
    this.userMessage = `This file is not a zip archive: it is ${found}.`
  }
}

/** The zip contradicts itself or is cut off, so that its list of entries cannot be relied on. */
export class LocalArchiveDamaged extends AppError {
  readonly code = 'archive-damaged'
  readonly userMessage =
    'This zip archive is damaged or incomplete, so its files cannot be listed. If it was downloaded, download it again.'
}
