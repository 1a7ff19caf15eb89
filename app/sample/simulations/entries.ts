import { bytesContent } from '../zip/bytes-content.ts'
import type { EntryContent } from '../zip/content.ts'
import type { ArchivePlan } from '../zip/virtual-zip.ts'
import type { PlannedEntry, StyleName } from '../zip/writer-styles.ts'

const FILE_MODE = 0o100644
const FOLDER_MODE = 0o040755
const LINK_MODE = 0o120777

/** When the archived simulations ran: fixed, so that archives are the same in every run. */
export const SIMULATED_AT_MS = Date.UTC(2026, 4, 18, 8, 0, 0)

export function file(name: string, content: EntryContent, ageSeconds = 0): PlannedEntry {
  return { name, mode: FILE_MODE, modifiedAtMs: SIMULATED_AT_MS + ageSeconds * 1000, content }
}

export function textFile(name: string, make: () => string | Uint8Array, ageSeconds = 0): PlannedEntry {
  return file(name, bytesContent(make), ageSeconds)
}

/** `name` ends in "/". */
export function folder(name: string): PlannedEntry {
  return { name, mode: FOLDER_MODE, modifiedAtMs: SIMULATED_AT_MS, content: undefined }
}

export function link(name: string, target: string): PlannedEntry {
  return { name, mode: LINK_MODE, modifiedAtMs: SIMULATED_AT_MS, content: bytesContent(() => target) }
}

/** An archive of listed entries. Writers that skip links skip them here; those that date all alike do so. */
export function archiveOf(style: StyleName, listed: readonly PlannedEntry[]): ArchivePlan {
  const skipsLinks = style === 'stream-zip' || style === 'python-zipfile'
  const kept = skipsLinks ? listed.filter(({ mode }) => mode !== LINK_MODE) : listed
  const entries = style === 'stream-zip' ? kept.map(entry => ({ ...entry, modifiedAtMs: SIMULATED_AT_MS })) : kept
  return {
    style,
    count: entries.length,
    entry: index => {
      const entry = entries[index]
      if (!entry) throw new RangeError(`No entry ${index} among ${entries.length}`)
      return entry
    },
  }
}

/** Puts an entry for every folder in front of what first stands in it. */
export function withFolders(entries: readonly PlannedEntry[]): readonly PlannedEntry[] {
  const seen = new Set<string>()
  return entries.flatMap(entry => [...newFolders(entry.name, seen), entry])
}

function newFolders(name: string, seen: Set<string>): readonly PlannedEntry[] {
  const parts = name.split('/').slice(0, -1)
  const folders = parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)
  const fresh = folders.filter(path => path !== name && !seen.has(path))
  for (const path of folders) seen.add(path)
  if (name.endsWith('/')) seen.add(name)
  return fresh.map(folder)
}
