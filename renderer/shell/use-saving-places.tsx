import type { ReactNode } from 'react'
import type { FavouriteFolder } from '../../app/contract/favourite-folders.ts'
import type { ArchiveKind, Selection } from '../../app/contract/outputs.ts'
import type { TaskId } from '../../app/contract/tasks.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import type { SavingPlaces } from '../features/outputs/saving-places.ts'
import { useSettings } from '../features/settings/settings-context.tsx'
import { useAddFavourite } from '../features/settings/use-add-favourite.tsx'
import { useTransferStore } from '../features/transfers/transfers-context.tsx'
import type { Problem } from '../ui/problem.ts'
import { chooseFolderHere } from './downloads.tsx'

type Archive = { readonly taskId: TaskId; readonly archive: ArchiveKind }

export type PlacesToSave = {
  readonly places: SavingPlaces
  /** Why no folder was added. */
  readonly problem: Problem | null
  readonly dialog: ReactNode
}

/** The favourite folders, and downloads of an archive's files into them. */
export function useSavingPlaces({ taskId, archive }: Archive, onSaving: () => void): PlacesToSave {
  const { api } = useBridge()
  const { settings, app } = useSettings()
  const transfers = useTransferStore()
  const { onAdd, ...adding } = useAddFavourite(chooseFolderHere)
  const save = async (folder: FavouriteFolder, selection: Selection) => {
    await api.listFolders({ path: folder.path }) // one that is gone was on a disk that is gone: the one below must not be filled
    const request = { taskId, archive, kind: 'files' as const, selection, destination: folder.path }
    transfers.acceptStarted([await api.startTransfer({ ...request, conflicts: 'ask' })]) // nobody was asked before
    onSaving()
  }
  const folders = settings.value?.favouriteFolders ?? []
  return { ...adding, places: { folders, save, onAdd, isBrowserApart: app?.shell === 'web' } }
}
