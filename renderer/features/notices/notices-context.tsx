import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { Notice, NoticeId, NoticeState } from '../../../app/contract/notices.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'
import { useMirrored } from '../../bridge/use-mirrored.ts'
import { perform } from '../../ui/perform.ts'

export type Notices = {
  /** Null until the core has told. */
  readonly state: NoticeState | null
  /** Newest first; null until the first answer, the last one stays while it is asked again. */
  readonly notices: readonly Notice[] | null
  /** Why there is no list; null while there is one, or hope. */
  readonly error: unknown
  readonly reload: () => void
  /** Null: all. */
  readonly markRead: (ids: readonly NoticeId[] | null) => void
  readonly mute: (until: 'in-an-hour' | 'tomorrow' | 'now') => void
}

const NoticesContext = createContext<Notices | null>(null)
const loadState = (api: AppClient) => api.getNoticeState({})

/** Keeps the notices of the account current for everything below. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('ui')
  const { api } = useBridge()
  const state = useMirrored('noticesChanged', loadState)
  const list = useNoticeList(state.value?.revision ?? 0)
  const { accept } = state
  const value = useMemo<Notices>(() => {
    // What fails changes nothing that is on the screen: the list still says what is unread.
    const run = (changed: Promise<NoticeState>) => perform(changed.then(accept), t('unexpected'), () => undefined)
    return {
      ...{ ...list, state: state.value },
      markRead: ids => run(api.markNoticesRead({ ids: ids && [...ids] })),
      mute: until => run(api.muteNotices({ until })),
    }
  }, [api, accept, list, state.value, t])
  return <NoticesContext value={value}>{children}</NoticesContext>
}

function useNoticeList(revision: number): Pick<Notices, 'notices' | 'error' | 'reload'> {
  const { api } = useBridge()
  const { generation } = useConnection()
  const [attempt, setAttempt] = useState(0)
  const [list, setList] = useState<Pick<Notices, 'notices' | 'error'>>({ notices: null, error: null })
  useEffect(() => {
    let isCurrent = true
    api.listNotices({}).then(
      ({ notices }) => isCurrent && setList({ notices, error: null }),
      (error: unknown) => isCurrent && setList(before => ({ ...before, error })),
    )
    return () => {
      isCurrent = false
    }
  }, [api, generation, revision, attempt])
  return useMemo(() => ({ ...list, reload: () => setAttempt(count => count + 1) }), [list])
}

/** Only below `NoticesProvider`. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('useNotices needs a NoticesProvider above it')
  return notices
}
