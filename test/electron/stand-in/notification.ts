import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { createInterface } from 'node:readline'

type Options = {
  readonly title?: string
  readonly body?: string
  readonly silent?: boolean
  readonly urgency?: 'normal' | 'critical' | 'low'
  readonly timeoutType?: 'default' | 'never'
  readonly actions?: readonly { readonly type: 'button'; readonly text: string }[]
}

/**
 * Follows https://www.electronjs.org/docs/latest/api/notification. Where there is a session bus, it is shown by whatever
 * service is on it, through libnotify as Electron does it; where that fails nothing is emitted, as `failed` is for other
 * systems. Without a bus it is shown to nobody: a test emits `click`.
 */
export class Notification extends EventEmitter {
  title: string
  body: string
  silent: boolean
  urgency: 'normal' | 'critical' | 'low'
  timeoutType: 'default' | 'never'
  actions: readonly { readonly type: 'button'; readonly text: string }[]
  #sender: ChildProcess | undefined
  #id: string | undefined // of the service

  constructor(options: Options = {}) {
    super()
    const { title = '', body = '', silent = false, urgency = 'normal', timeoutType = 'default', actions = [] } = options
    this.title = title
    this.body = body
    this.silent = silent
    this.urgency = urgency
    this.timeoutType = timeoutType
    this.actions = actions
  }

  static isSupported = (): boolean => true

  show(): void {
    if (process.env['DBUS_SESSION_BUS_ADDRESS'] === undefined) this.emit('show', {})
    else this.#send()
  }

  close(): void {
    if (this.#sender === undefined) this.emit('close', {})
    else if (this.#id !== undefined) closeOnBus(this.#id)
    else this.#sender.kill()
  }

  #send(): void {
    const actions = ['default=Show', ...this.actions.map(({ text }, index) => `${index}=${text}`)]
    const sender = spawn(
      'notify-send',
      [
        ...['--app-name', 'Inductiva Desktop', '--print-id', '--urgency', this.urgency],
        ...['--expire-time', this.timeoutType === 'never' ? '0' : '-1'],
        ...actions.flatMap(action => ['--action', action]),
        ...['--', this.title, this.body],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    this.#sender = sender
    createInterface({ input: sender.stdout }).on('line', line => this.#hear(line))
    sender.once('close', () => {
      this.#sender = undefined
      if (this.#id !== undefined) this.emit('close', {})
      this.#id = undefined
    })
  }

  /** First the id that the service gave it, 0 where there is none, then the name of the action that was chosen. */
  #hear(line: string): void {
    if (this.#id === undefined) {
      if (line === '0') return
      this.#id = line
      this.emit('show', {})
    } else if (line === 'default') this.emit('click', {})
    else this.emit('action', { actionIndex: Number(line), selectionIndex: -1 }, Number(line), -1)
  }
}

function closeOnBus(id: string): void {
  const call = ['org.freedesktop.Notifications.CloseNotification', `uint32:${id}`]
  const destination = ['--dest=org.freedesktop.Notifications', '/org/freedesktop/Notifications']
  spawn('dbus-send', ['--session', ...destination, ...call], { stdio: 'ignore' })
}
