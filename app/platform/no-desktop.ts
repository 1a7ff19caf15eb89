import { UnsupportedHere } from '../domain/unsupported-here.ts'
import type { Desktop } from '../settings/ports.ts'

/** The desktop of a shell that has none: the local web shell. */
export const noDesktop: Desktop = {
  canChooseFolder: false,
  canReveal: false,
  canOpen: false,
  chooseFolder: () => Promise.reject(new UnsupportedHere('The folder dialog of the system')),
  chooseArchive: () => Promise.reject(new UnsupportedHere('The file dialog of the system')),
  reveal: () => Promise.reject(new UnsupportedHere('Showing files in the file manager')),
  open: () => Promise.reject(new UnsupportedHere('Opening files')),
  drag: () => Promise.reject(new UnsupportedHere('Dragging files out')),
}
