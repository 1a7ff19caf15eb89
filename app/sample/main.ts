import { parseArgs } from 'node:util'
import { startSampleService } from './sample-service.ts'

/** Runs the sample account alone, until it is told to stop. `--port N`, `--speed N`, `--faults`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, speed: { type: 'string' }, faults: { type: 'boolean' } },
  })
  const service = await startSampleService({
    port: wholeNumber('--port', values.port ?? '0'),
    speed: wholeNumber('--speed', values.speed ?? '1'),
    hasFaultRoute: values.faults ?? process.env['INDUCTIVA_SAMPLE_FAULTS'] === '1',
  })
  console.log(`export INDUCTIVA_API_URL=${service.baseUrl}`)
  console.log(`export INDUCTIVA_API_KEY=${service.key}`)
  const stop = (): void => void service.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new RangeError(`${option} must be a whole number, got "${text}"`)
}

await main()
