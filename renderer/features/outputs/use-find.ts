import { useMemo, useState } from 'react'
import { findText } from './find-text.ts'

export type Finding = {
  readonly isOpen: boolean
  readonly wanted: string
  readonly matches: readonly number[]
  readonly current: number // position among the matches
  readonly open: () => void
  readonly close: () => void
  readonly want: (wanted: string) => void
  /** Goes to the next match, or with -1 to the one before; round at the ends. */
  readonly step: (by: 1 | -1) => void
}

/** Find in a text: what is looked for, where it is, and which match is the current one. */
export function useFind(text: string): Finding {
  const [isOpen, setOpen] = useState(false)
  const [wanted, setWanted] = useState('')
  const [current, setCurrent] = useState(0)
  const matches = useMemo(() => (isOpen ? findText(text, wanted) : []), [isOpen, text, wanted])
  return {
    isOpen,
    wanted,
    matches,
    current,
    open: () => setOpen(true),
    close: () => setOpen(false),
    want(next) {
      setWanted(next)
      setCurrent(0)
    },
    step: by => setCurrent(at => (matches.length === 0 ? 0 : (at + by + matches.length) % matches.length)),
  }
}
