import { Menu, shell, type MenuItemConstructorOptions } from 'electron'

const documentation = 'https://docs.inductiva.ai/'

/** The application menu. Items with a role carry the system's own label, key and behaviour. */
export function setApplicationMenu(): void {
  const ownMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const template: MenuItemConstructorOptions[] = [
    ...ownMenu,
    { label: '&File', submenu: [process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [{ label: 'Inductiva documentation', click: () => void shell.openExternal(documentation) }],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

const viewItems: MenuItemConstructorOptions[] = [
  { role: 'reload' },
  { type: 'separator' },
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
  { role: 'toggleDevTools' },
]
