import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const measuredSchema = z.object({
  exitCode: z.int(),
  seconds: z.number(),
  cpuSeconds: z.number(), // of the command and everything it started
  peakMebibytes: z.number(), // of the largest process among them
  diskMebibytes: z.number(), // the most that was in use on the disk, above what was before
})
export type Measured = Readonly<z.infer<typeof measuredSchema>> & { readonly stdout: string; readonly stderr: string }

const mostSeconds = 1800

/** Runs a command, which writes beside the file of the result, to its end; a failing one is measured as well, and says so in its exit code. */
export async function measureCommand(command: readonly string[], resultPath: string): Promise<Measured> {
  const script = join(import.meta.dirname, 'measure.py')
  const child = spawn('python3', [script, resultPath, dirname(resultPath), String(mostSeconds), ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const measured = measuredSchema.parse(JSON.parse(await readFile(resultPath, 'utf8')))
  await rm(resultPath)
  return { ...measured, stdout, stderr }
}
