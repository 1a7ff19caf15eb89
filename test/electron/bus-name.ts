import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * Has a name on a session bus until the function it answers is called. Speaks as much of
 * https://dbus.freedesktop.org/doc/dbus-specification.html as that takes: log in, say hello, ask for the name.
 */
export async function ownBusName(address: string, name: string): Promise<() => Promise<void>> {
  const path = /^unix:(?:.*,)?path=([^,]+)/.exec(address)?.[1]
  if (path === undefined) throw new Error(`No socket in ${address}`)
  const socket = connect(path)
  await once(socket, 'connect')
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
  await heard(socket, 'OK ')
  socket.write('BEGIN\r\n')
  socket.write(callOfBus(1, 'Hello', Buffer.alloc(0), ''))
  const body = Buffer.concat([text(name), Buffer.alloc(padding(text(name).length, 4)), word(0)])
  const acquired = heard(socket, `NameAcquired`, name)
  socket.write(callOfBus(2, 'RequestName', body, 'su'))
  await acquired
  return async () => {
    if (socket.destroyed) return
    const lost = heard(socket, 'NameLost', name) // the bus has let go of it: whoever asks from here on hears so
    socket.write(callOfBus(3, 'ReleaseName', text(name), 's'))
    await lost
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
  }
}

/** Until all of these words have come. Messages hold their strings as they are. */
function heard(socket: Socket, ...words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let all = ''
    const onData = (data: Buffer) => {
      all += data.toString('latin1')
      if (!words.every(word => all.includes(word))) return
      socket.off('data', onData)
      resolve()
    }
    socket.on('data', onData)
    socket.once('close', () => reject(new Error(`The bus hung up; it said ${all}`)))
  })
}

/** A method call to the bus itself, little endian. */
function callOfBus(serial: number, member: string, body: Buffer, signature: string): Buffer {
  const fields = [
    field(1, 'o', text('/org/freedesktop/DBus')),
    field(6, 's', text('org.freedesktop.DBus')),
    field(2, 's', text('org.freedesktop.DBus')),
    field(3, 's', text(member)),
    ...(signature === '' ? [] : [field(8, 'g', signatureOf(signature))]),
  ]
  // Each field begins at a multiple of 8, counted from the start of the message: the array does so as well.
  const array = fields.reduce((before, each) => Buffer.concat([before, Buffer.alloc(padding(before.length, 8)), each]))
  const start = Buffer.concat([Buffer.from('l\x01\x00\x01', 'latin1'), word(body.length), word(serial)])
  const header = Buffer.concat([start, word(array.length), array])
  return Buffer.concat([header, Buffer.alloc(padding(header.length, 8)), body])
}

function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.of(code), signatureOf(type), value])
}

function text(value: string): Buffer {
  return Buffer.concat([word(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
}

function signatureOf(types: string): Buffer {
  return Buffer.concat([Buffer.of(types.length), Buffer.from(`${types}\0`)])
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function padding(length: number, unit: number): number {
  return (unit - (length % unit)) % unit
}
