import { stat } from 'node:fs/promises'
import { dialog, nativeImage, shell, type BrowserWindow, type OpenDialogOptions } from 'electron'
import { NothingThere, NotOpened } from './desktop-errors.ts'

/**
 * The system's folder dialog, file manager, programs and drags.
 *
 * @param window    The window a dialog belongs to, and from which things are dragged, if any.
 * @param dragIcon  Shown below the pointer: a PNG.
 */
export function createSystemDesktop(window: () => BrowserWindow | undefined, dragIcon: string) {
  return {
    canChooseFolder: true,
    canReveal: true,
    canOpen: true,
    /** Null when the person cancelled. */
    async chooseFolder(startAt: string | null): Promise<string | null> {
      return chooseOne(window(), {
        title: 'Choose a folder',
        properties: ['openDirectory', 'createDirectory'],
        ...(startAt !== null && { defaultPath: startAt }),
      })
    },
    chooseArchive: () =>
      chooseOne(window(), {
        title: 'Open an archive',
        properties: ['openFile'],
        filters: [
          { name: 'Zip archives', extensions: ['zip'] },
          { name: 'All files', extensions: ['*'] },
        ],
      }),
    async reveal(path: string): Promise<void> {
      await requireThere(path) // the system would do nothing, and say nothing
      shell.showItemInFolder(path)
    },
    async open(path: string): Promise<void> {
      await requireThere(path)
      const problem = await shell.openPath(path)
      if (problem !== '') throw new NotOpened(path, problem)
    },
    async drag(path: string): Promise<void> {
      await requireThere(path)
      window()?.webContents.startDrag({ file: path, icon: nativeImage.createFromPath(dragIcon) })
    },
  }
}

async function chooseOne(parent: BrowserWindow | undefined, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

async function requireThere(path: string): Promise<void> {
  try {
    await stat(path)
  } catch (error) {
    throw new NothingThere(path, { cause: error })
  }
}
