import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FolderListing } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { problemOf, type Problem } from '../../ui/problem.ts'

export type Folders = {
  readonly listing: FolderListing | null // stays while another folder is read
  readonly problem: Problem | null // why the last folder asked for could not be listed
  readonly go: (path: string) => void
  readonly show: (listing: FolderListing) => void
  readonly retry: () => void
}

/** Walks the folders of the machine that keeps the downloads. A start that cannot be listed leads home. */
export function useFolders(startAt: string | null): Folders {
  const { t } = useTranslation('ui')
  const { api } = useBridge()
  const [state, setState] = useState<Pick<Folders, 'listing' | 'problem'>>({ listing: null, problem: null })
  const wanted = useRef<string | null>(startAt)
  const unexpected = t('unexpected')

  const list = useCallback(
    (path: string | null, orHome: boolean) => {
      wanted.current = path
      api.listFolders({ path }).then(
        listing => {
          if (wanted.current === path) setState({ listing, problem: null })
        },
        (thrown: unknown) => {
          if (wanted.current !== path) return
          setState(({ listing }) => ({ listing, problem: problemOf(thrown, unexpected) }))
          if (orHome)
            api.listFolders({ path: null }).then(home => setState(before => ({ ...before, listing: home })), noop)
        },
      )
    },
    [api, unexpected],
  )
  useEffect(() => list(startAt, startAt !== null), [list, startAt])
  return {
    ...state,
    go: path => list(path, false),
    show(listing) {
      wanted.current = listing.path
      setState({ listing, problem: null })
    },
    retry: () => list(wanted.current, false),
  }
}

// The reason shown stays that of the folder asked for; a home that cannot be listed either would say no more.
function noop(): void {
  return undefined
}
