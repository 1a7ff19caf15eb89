import { useEffect, useState } from 'react'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveId, EntryRow } from '../../../app/contract/outputs.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { cutRows, type TextRows } from './text-rows.ts'

/** How much is read of a file, step by step. The last is the most the contract gives. */
export const readSteps = [256_000, 1_000_000, 8_000_000] as const

type Answer = Awaited<ReturnType<AppClient['readEntryText']>>
export type EntryText = Omit<Answer, 'text'> & { readonly rows: TextRows }

export type ReadingText = {
  readonly content: EntryText | null // what is read so far; stays while more is read
  readonly isReading: boolean
  readonly problem: unknown // why the last step failed; null when it did not
  readonly canReadMore: boolean
  readonly readMore: () => void
  readonly retry: () => void
}

type Asked = { readonly step: number; readonly attempt: number }
type Read = { readonly asked: Asked; readonly content: EntryText | null; readonly problem: unknown }

/** Reads the beginning of an entry's text, and more of it when asked. One component for each entry: give it a key. */
export function useEntryText(archiveId: ArchiveId, entry: EntryRow): ReadingText {
  const { api } = useBridge()
  const [asked, setAsked] = useState<Asked>({ step: 0, attempt: 0 })
  const [read, setRead] = useState<Read | null>(null)
  const { entryIndex } = entry

  useEffect(() => {
    if (entryIndex === null) return
    let isWanted = true
    const keep = (content: EntryText | null, problem: unknown) => {
      if (isWanted) setRead(before => ({ asked, content: content ?? before?.content ?? null, problem }))
    }
    api.readEntryText({ archiveId, entryIndex, maxBytes: readSteps[asked.step] ?? readSteps[0] }).then(
      ({ text, ...rest }) => keep({ ...rest, rows: cutRows(text) }, null),
      (problem: unknown) => keep(null, problem),
    )
    return () => {
      isWanted = false
    }
  }, [api, archiveId, entryIndex, asked])

  const content = read?.content ?? null
  return {
    content,
    isReading: read?.asked !== asked,
    problem: read?.asked === asked ? read.problem : null,
    canReadMore: content?.isComplete === false && asked.step < readSteps.length - 1,
    readMore: () => setAsked(({ step }) => ({ step: Math.min(step + 1, readSteps.length - 1), attempt: 0 })),
    retry: () => setAsked(({ step, attempt }) => ({ step, attempt: attempt + 1 })),
  }
}
