import { z } from 'zod'
import type { Calls } from './define.ts'
import { limitScheduleSchema, speedLimitSchema } from './download-limits.ts'
import { noticeRulesSchema } from './notices.ts'
import { favouriteFoldersSchema } from './favourite-folders.ts'
import { countSchema, nothingSchema } from './numbers.ts'

export const appInfoSchema = z
  .object({
    version: z.string(),
    shell: z.enum(['electron', 'web']),
    platform: z.string(), // Node's process.platform of the machine that keeps the files
    hostName: z.string(), // where downloads land; worth showing in the web shell
    canChooseFolderNatively: z.boolean(), // else the window shows its own folder browser (`listFolders`)
    canReveal: z.boolean(),
    canOpen: z.boolean(),
  })
  .readonly()
export type AppInfo = z.infer<typeof appInfoSchema>

export const colorSchemeSchema = z.enum(['light', 'dark', 'auto'])
export const settingsSchema = z
  .object({
    colorScheme: colorSchemeSchema,
    downloadFolder: z.string(), // absolute; transfers land in <this>/inductiva_output/<destinationTemplate> by default
    destinationTemplate: z.string().max(300), // "{id}/{archive}": which folder a task gets there
    pricePerGigabyteUsd: z.number().nonnegative(), // about what the vendor charges for bytes leaving the cloud
    downloadLimit: speedLimitSchema.nullable(), // bytes per second, all downloads together; null: as fast as it goes
    limitHours: limitScheduleSchema, // hours in which another limit holds
    favouriteFolders: favouriteFoldersSchema, // in the order in which they are offered
    showTray: z.boolean(), // an icon beside the clock, where the desktop has room for such
    closeToTray: z.boolean(), // closing the window leaves the program in the tray; without one it ends. Not on macOS
    askBeforeQuit: z.boolean(), // while something is being downloaded
    openAtLogin: z.boolean(), // starts with the computer's session, without a window
    keepAwake: z.boolean(), // the computer does not go to sleep while something is being downloaded
    checkForUpdates: z.boolean().nullable(), // asks now and then for newer versions; null: nobody was asked yet
    notices: noticeRulesSchema, // which ends are told, and when
  })
  .readonly()
export type Settings = z.infer<typeof settingsSchema>

export const folderListingSchema = z
  .object({
    path: z.string(),
    parent: z.string().nullable(), // null at a root
    folders: z.array(z.string()), // names, sorted
    isWritable: z.boolean(),
    freeBytes: countSchema.nullable(), // null when the system cannot tell
  })
  .readonly()
export type FolderListing = z.infer<typeof folderListingSchema>

export const appCalls = {
  getAppInfo: { input: nothingSchema, output: appInfoSchema },
  getSettings: { input: nothingSchema, output: settingsSchema },
  /**
   * Changes the given settings, keeps the others, answers all. Fails with `setting-not-possible` for hours that overlap
   * and for a template by which tasks would share a folder.
   */
  updateSettings: { input: z.strictObject(settingsSchema.unwrap().partial().shape), output: settingsSchema },
  /** Native folder dialog. `path` is null when the person cancelled. Fails with `unsupported-here` in the web shell. */
  chooseFolder: {
    input: z.strictObject({ startAt: z.string().nullable() }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Native dialog for a zip archive; as `chooseFolder`. */
  chooseArchive: { input: nothingSchema, output: z.object({ path: z.string().nullable() }) },
  /**
   * Folders on the machine that keeps the downloads, for the web shell's own folder browser. Null lists home. The path may
   * be as a person types it: in quotes, or from `~` on. Fails with `destination-not-a-folder` for a relative path or a file.
   */
  listFolders: { input: z.strictObject({ path: z.string().max(4096).nullable() }), output: folderListingSchema },
  createFolder: {
    input: z.strictObject({ parent: z.string().max(4096), name: z.string().min(1).max(255) }),
    output: folderListingSchema, // of the new folder
  },
} as const satisfies Calls

export const appEvents = { settingsChanged: settingsSchema }
