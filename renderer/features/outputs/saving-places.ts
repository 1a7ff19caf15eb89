import type { FavouriteFolder } from '../../../app/contract/favourite-folders.ts'
import type { Selection } from '../../../app/contract/outputs.ts'

/** Where things can be saved to without a dialog. */
export type SavingPlaces = {
  readonly folders: readonly FavouriteFolder[]
  /** Starts a download into a folder. Fails as the call does. */
  readonly save: (folder: FavouriteFolder, selection: Selection) => Promise<unknown>
  /** Asks for one more folder to keep among them. */
  readonly onAdd: () => void
  /** Whether the browser may run on another computer than the app, so that saving a file there is something else. */
  readonly isBrowserApart: boolean
}
