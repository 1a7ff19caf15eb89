/** Takes what grants access out of a text, before it is written anywhere. */
export interface Redactor {
  readonly redact: (text: string) => string
  /** From now on this secret is taken out wherever it stands. Shorter ones than `shortestSecret` are left alone. */
  readonly hide: (secret: string) => void
}

/** Shorter than any key of the service. Hiding "a" would make every line unreadable and protect nothing. */
export const shortestSecret = 6

const hidden = '…'

/** Between the parts of an address, also where it stands percent-encoded, in HTML or in JSON inside of another text. */
const separator = String.raw`(?:[?&;]|%3f|%26|\\u0026)`
/** Storage of Google, Amazon, Azure, Alibaba and CloudFront, and whatever else is named after what it is. */
const signedNames = [
  String.raw`[\w.-]*(?:signature|sig|credential|token|secret|password|passwd|api[-_]?key|accesskeyid|googleaccessid)`,
  String.raw`x-(?:goog|amz|oss|expires)[a-z-]*`,
  'key|key-pair-id|policy|expires',
].join('|')

const patterns: readonly (readonly [RegExp, string])[] = [
  // Parameters of signed addresses.
  [new RegExp(`(${separator}(?:${signedNames})(?:=|%3d))(?:(?!%26)[^&\\s"'<>\\\\])+`, 'gi'), `$1${hidden}`],
  // Headers, as text, as fields and as the lists of names and values that HTTP clients keep.
  [
    /((?:x-api-key|api[-_]?key|access[-_]?token|password)(?:\\*["']?\s*[:=]\s*\\*["']?|\\*["']\s*,\s*\\*["']))[^"'\s,}\\]+/gi,
    `$1${hidden}`,
  ],
  [
    /((?:(?:proxy-)?authorization|(?:set-)?cookie)(?:\\*["']?\s*[:=]\s*\\*["']?|\\*["']\s*,\s*\\*["']))[^"'\\\]}]+/gi,
    `$1${hidden}`,
  ],
  [/\bBearer\s+[\w.~+/=-]{6,}/g, `Bearer ${hidden}`],
  // Fields that are called after what they hold.
  [
    /(\\*["'](?:key|token|secret|sig|signature|credential|passphrase)\\*["']\s*:\s*\\*["']?)[^"'\s,}\\]+/gi,
    `$1${hidden}`,
  ],
  // Names and passwords in addresses, as those of proxies; with and without a scheme.
  [/([a-z][a-z\d+.-]*:\/\/)[^\s/"'<>\\?#]+@/gi, `$1${hidden}@`],
  [/(^|[\s"'=])[\w.%+~-]+:[^\s/:@"'\\]+@(?=[\w[])/g, `$1${hidden}@`],
]

/**
 * The last line of defence, not the first: callers do not put secrets into texts. What it finds it finds in one piece;
 * a secret that is spread over several fields, or written as a list of its bytes, is beyond it.
 *
 * @param homeFolder  Shown as `~`: a log that is passed on need not tell who wrote it.
 */
export function createRedactor(homeFolder = ''): Redactor {
  const home = homeFolder.length > 1 ? new RegExp(`${escapeForRegExp(inJson(homeFolder))}(?![\\w.-])`, 'g') : undefined
  let forms: readonly string[] = []
  return {
    redact(text) {
      let result = text
      for (const form of forms) result = result.replaceAll(form, hidden)
      for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
      return home ? result.replace(home, '~') : result
    },
    hide(secret) {
      if (secret.length < shortestSecret) return
      // The longest first: another one may be part of it.
      forms = [...new Set([...forms, ...formsOf(secret)])].toSorted((a, b) => b.length - a.length)
    },
  }
}

/** As it is, in JSON, percent-encoded, and inside of anything in Base64. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const encoded = [0, 1, 2].map(offset => base64Core(bytes, offset))
  const url = encoded.map(text => text.replaceAll('+', '-').replaceAll('/', '_'))
  const percent = encodeURIComponent(secret.toWellFormed())
  return [secret, inJson(secret), percent, percent.replace(/%../g, code => code.toLowerCase()), ...encoded, ...url]
}

/** The characters that depend on these bytes alone when `offset` bytes (modulo 3) stand before them. */
function base64Core(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
