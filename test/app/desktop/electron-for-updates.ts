import { request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http'

// What electron-updater uses of Electron, over Node's own HTTP. https://www.electronjs.org/docs/latest/api/net
export const net = { request: (options: RequestOptions): ClientRequest => httpRequest(options) }
export const session = { fromPartition: () => ({}) }
export const app = {
  isPackaged: true,
  whenReady: () => Promise.resolve(),
  getVersion: () => '1.0.0',
  getName: () => 'inductiva-desktop',
  getPath: () => process.env['TEST_USER_DATA'],
  once: () => undefined,
  quit: () => undefined,
}
