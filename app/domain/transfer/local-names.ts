/**
 * Where the entries of one archive go on this disk: relative paths with "/" that Windows, macOS and Linux all accept,
 * the same on each of them, and that never lead out of the destination.
 *
 * Reversible by `archiveNameOf`: what cannot stand in a name becomes "%" and the hexadecimal digits of its UTF-8 bytes
 * ("b:c?.txt" is "b%3Ac%3F.txt"); of names that only differ in case, or that are a file and a folder, the later one
 * gets "%(2)". Only a component of more than 200 bytes is cut, and has a checksum of the whole: those are told apart
 * by the transfer's notes alone.
 */
export interface LocalNames {
  /** The path for an entry's file. Every call takes a path, so that no two entries share one. */
  placeFile(name: string): string
  /** The path for a folder, without a slash at the end. Asking again answers the same. */
  placeFolder(name: string): string
  /** Another path for a file whose path turned out to be taken on this disk: "report (2).txt", then "report (3).txt". */
  placeBeside(localPath: string): string
}

/** Leaves room, within the 255 bytes every file system grants, for " (2)" and for temporary names. */
const longestComponentBytes = 200

/** @param rootFolder Taken off the front of names below it, such as "artifacts/"; "" for none. */
export function createLocalNames(rootFolder: string): LocalNames {
  const folders = new Map<string, string>([['', '']])
  const taken = createTakenNames()
  const strip = (name: string) => stripRoot(name, rootFolder)
  const claim = (parent: string, name: string) => joinPath(parent, claimName(taken(parent), safeName(name)))
  const folder = (path: string): string => {
    const known = folders.get(path)
    if (known !== undefined) return known
    const [parent, name] = splitLast(path)
    const local = claim(folder(parent), name)
    folders.set(path, local)
    return local
  }
  return {
    placeFile(entryName) {
      const [parent, name] = splitLast(normalise(strip(entryName)))
      return claim(folder(parent), name)
    },
    placeFolder: entryName => folder(normalise(strip(entryName))),
    placeBeside(localPath) {
      const [parent, name] = splitLast(localPath)
      return joinPath(
        parent,
        claimFirst(taken(parent), 2, copy => withSuffix(name, ` (${copy})`)),
      )
    },
  }
}

/**
 * The path each file gets as long as no other entry takes it: what `placeFile` answers for all but a few. Remembers
 * one folder, as neighbours in an archive mostly share it.
 */
export function createUsualPaths(rootFolder: string): (name: string) => string {
  let [lastParent, lastLocal] = ['', '']
  return entryName => {
    const [parent, name] = splitLast(normalise(stripRoot(entryName, rootFolder)))
    if (parent !== lastParent) [lastParent, lastLocal] = [parent, usualFolder(parent)]
    return joinPath(lastLocal, safeName(name))
  }
}

/** What an entry was called, from the name it got here. Cut names stay cut. */
export function archiveNameOf(localPath: string): string {
  return localPath.split('/').map(unescapeComponent).join('/')
}

function usualFolder(path: string): string {
  return path === '' ? '' : path.split('/').map(safeName).join('/')
}

function stripRoot(name: string, rootFolder: string): string {
  return name.startsWith(rootFolder) ? name.slice(rootFolder.length) : name
}

/** Most names are fine as they are, and there may be a million. */
const untidy = /\/\/|^\/|\/$|(?:^|\/)\.(?:\/|$)/

/** "./a//b/" is "a/b". ".." never comes here: such entries are refused before; should one, it is a name like any other. */
function normalise(name: string): string {
  if (!untidy.test(name)) return name
  return name
    .split('/')
    .filter(component => component !== '' && component !== '.')
    .join('/')
}

function splitLast(path: string): readonly [parent: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
}

/**
 * The names taken in each folder, by its local path, of which no two differ in case alone. Neighbours in an archive
 * mostly share a folder.
 */
function createTakenNames(): (folder: string) => Set<string> {
  const takenByFolder = new Map<string, Set<string>>()
  let last: { readonly folder: string; readonly names: Set<string> } | undefined
  return folder => {
    if (last?.folder === folder) return last.names
    const names = takenByFolder.get(folder) ?? new Set<string>()
    takenByFolder.set(folder, names)
    last = { folder, names }
    return names
  }
}

function claimName(taken: Set<string>, name: string): string {
  return claimFirst(taken, 1, copy => (copy === 1 ? name : withSuffix(name, `%(${copy})`)))
}

/** The first of the numbered names that no other entry has in this folder, in whatever case. */
function claimFirst(taken: Set<string>, firstCopy: number, nameOf: (copy: number) => string): string {
  for (let copy = firstCopy; ; copy++) {
    const name = nameOf(copy)
    const folded = name.normalize('NFC').toLowerCase()
    if (taken.has(folded)) continue
    taken.add(folded)
    return name
  }
}

function joinPath(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`
}

/** "report.tar.gz" with " (2)" is "report.tar (2).gz": before the last extension, as file managers do. */
export function withSuffix(name: string, suffix: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)}${suffix}${name.slice(dot)}` : `${name}${suffix}`
}

const reserved = /[<>:"|?*\\\p{Cc}]|%(?=[0-9A-Fa-f]{2}|\(\d+\))/gu
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|[. ])/i

/** Letters of which nothing has to be changed, unless they name a device. */
const harmless = /^[\w-](?:[\w.-]{0,98}[\w-])?$/

/** One component, made acceptable everywhere. */
export function safeName(name: string): string {
  if (harmless.test(name) && !deviceName.test(name)) return name
  const escaped = name
    .toWellFormed()
    .replace(reserved, escapeCharacter)
    .replace(/^\.\.?$/, dots => '%2E'.repeat(dots.length))
    .replace(/[. ]$/, escapeCharacter)
  const safe = deviceName.test(escaped) ? escapeCharacter(escaped.charAt(0)) + escaped.slice(1) : escaped
  return shorten(safe === '' ? '%20' : safe)
}

function escapeCharacter(character: string): string {
  const bytes = new TextEncoder().encode(character)
  return [...bytes].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

function unescapeComponent(name: string): string {
  const single = name.replace(/%\(\d+\)/, '')
  return single.replace(/(?:%[0-9A-F]{2})+/g, run =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), digits => Number.parseInt(digits, 16))),
  )
}

function shorten(name: string): string {
  const encoder = new TextEncoder()
  if (encoder.encode(name).length <= longestComponentBytes) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  const tail = `%~${checksum(name)}${extension}`
  let kept = ''
  let bytes = tail.length
  for (const character of name) {
    bytes += encoder.encode(character).length
    if (bytes > longestComponentBytes) break
    kept += character
  }
  return kept + tail
}

/** FNV-1a, 32 bits: tells cut names apart; nothing depends on its strength, as a clash only adds "%(2)". */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
