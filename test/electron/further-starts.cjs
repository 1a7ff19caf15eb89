/* eslint-disable no-undef, @typescript-eslint/no-require-imports -- what `-r` loads is CommonJS */
// Loaded into an app before its own modules (`-r`). In the moment in which the app has become the first one it starts the
// app again, as often as FURTHER_STARTS lists arguments for, and lets the app be ready when those have ended: however
// long its modules load, they come before everything else.
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { app } = require('electron')

const program = process.argv[0]
const appFolder = process.env.FURTHER_STARTS_FOLDER
const starts = JSON.parse(process.env.FURTHER_STARTS)
let ended = Promise.resolve()

const { requestSingleInstanceLock, whenReady } = app
app.requestSingleInstanceLock = (...data) => {
  const isFirst = requestSingleInstanceLock.apply(app, data)
  if (isFirst)
    ended = Promise.all(starts.map(args => once(spawn(program, [appFolder, ...args], { stdio: 'ignore' }), 'exit')))
  return isFirst
}
app.whenReady = () => ended.then(() => whenReady.call(app))
