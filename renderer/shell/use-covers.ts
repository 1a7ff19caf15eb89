import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { watchCovers, type Covers } from './covers.ts'
import { sayUntil } from './say.ts'

/** Does something in the window once nothing lies above it. */
export type WhenUncovered = (act: () => void) => void

/** What is asked of the window from elsewhere is never done behind a dialog, where nobody would see it. */
export function useCovers(): WhenUncovered {
  const { t } = useTranslation('shell')
  const covers = useRef<Covers>(null)
  useEffect(() => {
    const watched = (covers.current = watchCovers(() => sayUntil(t('covered'))))
    return () => watched.end()
  }, [t])
  return useCallback(act => covers.current?.whenGone(act), [])
}
