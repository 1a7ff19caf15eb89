import { parseArgs } from 'node:util'
import { z } from 'zod'
import { anchorNames, type AnchorName } from './contenders.ts'
import { measurementNames, type MeasurementName } from './measurements.ts'
import { modes, type Mode } from './modes.ts'

export type BenchOptions = {
  readonly scale: number
  readonly runs: number
  readonly kills: number
  readonly only: readonly MeasurementName[]
  readonly modes: readonly Mode[]
  readonly anchors: readonly AnchorName[]
  readonly installs: boolean
  readonly folder: string | undefined // where runs write; a temporary one where undefined
  readonly resultPath: string | undefined
}

export const benchUsage = `Measures the engine against other programs on this machine.

  npm run bench -- [options]

  --scale <factor>    size of the workloads, 1 by default; 0.05 for a quick look
  --runs <count>      runs of each, 3 by default; medians are shown
  --only <names>      of ${measurementNames.join(', ')}; separated by commas
  --mode <names>      of ${modes.map(({ name }) => name).join(', ')}; fast and paced+60ms by default
  --anchors <names>   of ${anchorNames.join(', ')}, or none; all that are installed by default
  --kills <count>     how often the engine is killed, 10 by default
  --install           installs missing programs first, where apt-get may
  --folder <folder>   where runs write; files of B stay there until the end
  --json <file>       writes every single figure there
`

/** @throws Error with a sentence when the options cannot be understood. */
export function readBenchOptions(args: readonly string[]): BenchOptions | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const modeNames = chosen('--mode', values.mode ?? 'fast,paced+60ms', names(modes))
  return {
    scale: positive('--scale', values.scale),
    runs: Math.ceil(positive('--runs', values.runs)),
    kills: Math.ceil(positive('--kills', values.kills)),
    only: chosen('--only', values.only ?? measurementNames.join(), measurementNames),
    modes: modes.filter(({ name }) => modeNames.includes(name)),
    anchors: values.anchors === 'none' ? [] : chosen('--anchors', values.anchors ?? anchorNames.join(), anchorNames),
    installs: values.install,
    folder: values.folder,
    resultPath: values.json,
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: '1' },
      runs: { type: 'string', default: '3' },
      kills: { type: 'string', default: '10' },
      only: { type: 'string' },
      mode: { type: 'string' },
      anchors: { type: 'string' },
      install: { type: 'boolean', default: false },
      folder: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
}

function positive(option: string, text: string): number {
  const number = z.coerce.number().positive().safeParse(text)
  if (number.success) return number.data
  throw new Error(`${option} takes a number above 0, got "${text}".`)
}

function chosen<N extends string>(option: string, text: string, known: readonly N[]): readonly N[] {
  return text.split(',').map(part => {
    const name = known.find(candidate => candidate === part.trim())
    if (name !== undefined) return name
    throw new Error(`${option} takes ${known.join(', ')}; got "${part}".`)
  })
}

function names<N extends string>(all: readonly { readonly name: N }[]): readonly N[] {
  return all.map(({ name }) => name)
}
