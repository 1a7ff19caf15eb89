import { z } from 'zod'

/** A folder that things are often saved to. */
export const favouriteFolderSchema = z
  .object({
    name: z.string().trim().min(1).max(60), // for people
    path: z.string().min(1).max(4096), // absolute; no two favourites have the same
  })
  .readonly()
export type FavouriteFolder = z.infer<typeof favouriteFolderSchema>

export const mostFavouriteFolders = 20
export const favouriteFoldersSchema = z.array(favouriteFolderSchema).max(mostFavouriteFolders).readonly()
