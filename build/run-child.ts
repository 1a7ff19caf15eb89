import { spawn, type ChildProcess } from 'node:child_process'

/**
 * Runs a program in this terminal and resolves with its exit code (128 + 15 when a signal ended it). Signals sent to
 * this process reach it, so that nothing is left behind.
 */
export function runChild(command: string, args: readonly string[], environment = process.env): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: environment })
  const stopForwarding = forwardSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 143))
  }).finally(stopForwarding) as Promise<number>
}

function forwardSignals(child: ChildProcess): () => void {
  const terminate = () => void child.kill('SIGTERM')
  // A terminal's Ctrl+C already reaches every process in it; a second one would cut the orderly end short.
  const interrupt = () => {
    if (!process.stdin.isTTY) terminate()
  }
  const parent = process.ppid
  // npm, told to end, ends the shell between it and us, which does not pass the signal on.
  const watch = setInterval(() => {
    if (process.ppid !== parent) terminate()
  }, 500)
  process.on('SIGTERM', terminate).on('SIGHUP', terminate).on('SIGINT', interrupt)
  return () => {
    clearInterval(watch)
    process.off('SIGTERM', terminate).off('SIGHUP', terminate).off('SIGINT', interrupt)
  }
}
