import { useState } from 'react'

/** What a field shows between what is kept and what is typed. */
export type Draft<T> = {
  readonly value: T
  /** Whether something is typed that was not left yet. */
  readonly isEdited: boolean
  readonly type: (value: T) => void
  /** The field is left: from here on it follows what is kept, as soon as that is another one. */
  readonly leave: () => void
}

/** A field that leaves alone what is typed in it, and follows what is kept, which may change elsewhere, while nobody types. */
export function useDraft<T>(kept: T): Draft<T> {
  const [draft, setDraft] = useState<{ readonly value: T; readonly over: T; readonly isEdited: boolean } | null>(null)
  const isEdited = draft?.isEdited ?? false
  return {
    value: draft && (isEdited || draft.over === kept) ? draft.value : kept,
    isEdited,
    type: value => setDraft({ value, over: kept, isEdited: true }),
    leave: () => setDraft(before => before && { ...before, over: kept, isEdited: false }),
  }
}
