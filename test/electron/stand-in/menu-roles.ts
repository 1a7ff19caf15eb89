import type { BrowserWindow } from './browser-window.ts'
import { runtime } from './runtime.ts'

type Role = {
  readonly label?: string
  readonly accelerator?: string
  readonly items?: readonly string[] // of a role that brings its own submenu
  readonly act?: (window: BrowserWindow | undefined) => void
}

const zoomBy = (step: number) => (window: BrowserWindow | undefined) =>
  window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + step)

/** Roles by their lower-case names: https://www.electronjs.org/docs/latest/api/menu-item#roles. Editing is Chromium's. */
export const roles: Readonly<Record<string, Role>> = {
  about: { label: 'About' },
  hide: { label: 'Hide' },
  hideothers: { label: 'Hide Others' },
  unhide: { label: 'Show All' },
  services: { label: 'Services' },
  front: { label: 'Bring All to Front' },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', act: () => runtime.app.quit() },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', act: window => window?.close() },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', act: window => window?.minimize() },
  zoom: { label: 'Zoom', act: window => window?.maximize() },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    act: window => window?.setFullScreen(!window.isFullScreen()),
  },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', act: window => window?.webContents.reload() },
  forcereload: { label: 'Force Reload', accelerator: 'Shift+CmdOrCtrl+R', act: window => window?.webContents.reload() },
  toggledevtools: { label: 'Toggle Developer Tools', accelerator: 'Ctrl+Shift+I' },
  resetzoom: { label: 'Actual Size', accelerator: 'CommandOrControl+0', act: w => w?.webContents.setZoomLevel(0) },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', act: zoomBy(0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', act: zoomBy(-0.5) },
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z' },
  redo: { label: 'Redo', accelerator: 'Shift+CommandOrControl+Z' },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X' },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C' },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V' },
  delete: { label: 'Delete' },
  selectall: { label: 'Select All', accelerator: 'CommandOrControl+A' },
  help: { label: 'Help' },
  filemenu: { label: 'File', items: ['quit'] },
  appmenu: { items: ['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit'] },
  editmenu: { label: 'Edit', items: ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'] },
  viewmenu: {
    label: 'View',
    items: ['reload', 'forceReload', 'toggleDevTools', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'],
  },
  windowmenu: { label: 'Window', items: ['minimize', 'zoom', 'close'] },
}
