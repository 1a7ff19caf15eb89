import { useEffect, useState } from 'react'
import type { BaseFolder } from '../../../app/contract/many-tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'

type Asked = { readonly folder: string | null; readonly base: BaseFolder | null; readonly thrown: unknown }

/** The folder that tasks are put below, looked at whenever another is chosen. Null: the usual one. */
export function useBaseFolder(folder: string | null): { readonly base: BaseFolder | null; readonly thrown: unknown } {
  const { api } = useBridge()
  const [asked, setAsked] = useState<Asked | null>(null)
  useEffect(() => {
    let isWanted = true
    const keep = (answer: Omit<Asked, 'folder'>) => {
      if (isWanted) setAsked({ folder, ...answer })
    }
    api.inspectBaseFolder({ baseFolder: folder }).then(
      base => keep({ base, thrown: null }),
      (thrown: unknown) => keep({ base: null, thrown }),
    )
    return () => {
      isWanted = false
    }
  }, [api, folder])
  return asked?.folder === folder ? asked : { base: null, thrown: null }
}
