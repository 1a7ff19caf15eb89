import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { callChannel, eventChannel } from './ipc/electron-channels.ts'
import { unknownCall } from './ipc/refusals.ts'

/** The contract's call names, put here by the build: the schemas stay outside the window. */
declare const __CALL_NAMES__: readonly string[]
const callNames = new Set(__CALL_NAMES__)

contextBridge.exposeInMainWorld('inductiva', {
  invoke: (name: string, input: unknown): Promise<unknown> =>
    callNames.has(name) ? ipcRenderer.invoke(callChannel, name, input) : Promise.resolve(unknownCall()),

  listen(onEvent: (name: string, value: unknown) => void): () => void {
    const forward = (_event: IpcRendererEvent, name: string, value: unknown) => onEvent(name, value)
    ipcRenderer.on(eventChannel, forward)
    return () => void ipcRenderer.off(eventChannel, forward)
  },

  /** Of a file that the person dropped into the window. */
  pathOf: (file: File): string => webUtils.getPathForFile(file),
})
