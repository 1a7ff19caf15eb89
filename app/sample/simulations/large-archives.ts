import type { ArchivePlan } from '../zip/virtual-zip.ts'
import type { PlannedEntry } from '../zip/writer-styles.ts'
import { archiveOf, folder, textFile, withFolders } from './entries.ts'
import { binaryFile, csvTable, pictureFile, systemMetrics } from './files.ts'
import { openFoamLog, processorField } from './openfoam.ts'
import { simulators } from './simulators.ts'

const PROCESSORS = 300
const TIMES = 100
const FIELDS = ['U', 'p', 'k', 'nut', 'phi'] as const
const FIELD_FILES = PROCESSORS * TIMES * FIELDS.length

/**
 * 150,000 field files of a parallel run, `processorN/<time>/<field>`, and the run's own files. About 270 MB unpacked. Their
 * folders have no entries of their own, as with writers that are given a list of files.
 */
export function largeTimeFolders(): ArchivePlan {
  const front = largeFront()
  return {
    style: 'seven-zip-stream',
    count: front.length + FIELD_FILES,
    entry: index => front[index] ?? fieldFile(index - front.length),
  }
}

function largeFront(): readonly PlannedEntry[] {
  return [
    folder('artifacts/'),
    textFile('artifacts/stdout.txt', () => openFoamLog('pimpleFoam', 'many entries', 400)),
    textFile('artifacts/stderr.txt', () => ''),
    systemMetrics('artifacts/', 'many entries', 14 * 3600),
    pictureFile('artifacts/images/velocity.png', 2),
  ]
}

function fieldFile(number: number): PlannedEntry {
  const field = FIELDS[number % FIELDS.length] ?? 'U'
  const step = Math.floor(number / FIELDS.length) % TIMES
  const processor = Math.floor(number / (FIELDS.length * TIMES))
  const time = ((step + 1) / 100).toFixed(2)
  return processorField(field, time, processor)
}

/** 30 GB: a precise trajectory in parts of which the largest have more than 4 GiB, and the small files people want. */
export function longTrajectory(): ArchivePlan {
  return archiveOf(
    'seven-zip-stream',
    withFolders([
      folder('artifacts/'),
      textFile('artifacts/stdout.txt', () => simulators.gromacs.log('thirty gigabytes')),
      textFile('artifacts/stderr.txt', () => ''),
      systemMetrics('artifacts/', 'thirty gigabytes', 31 * 3600),
      binaryFile('artifacts/production.part0001.trr', 9300, 'dense'),
      binaryFile('artifacts/production.part0002.trr', 9300, 'dense'),
      binaryFile('artifacts/production.part0003.trr', 9300, 'dense'),
      binaryFile('artifacts/production.xtc', 2300, 'dense'),
      csvTable('artifacts/energy.csv', ['time', 'potential', 'temperature'], 2000, i => [
        2 * i,
        -512_000 + 40 * Math.sin(i / 9),
        300 + Math.sin(i / 5),
      ]),
      ...simulators.gromacs.files('artifacts/analysis/', 'thirty gigabytes'),
    ]),
  )
}

/** Zip64 as Python's archiver writes it: one entry of more than 4 GiB, small ones before and after it. */
export function particleSnapshots(): ArchivePlan {
  return archiveOf(
    'python-zipfile',
    withFolders([
      folder('artifacts/'),
      textFile('artifacts/stdout.txt', () => simulators.dualsphysics.log('zip64')),
      textFile('artifacts/stderr.txt', () => ''),
      systemMetrics('artifacts/', 'zip64', 9 * 3600),
      binaryFile('artifacts/flow/PartFluid_all.bi4', 5400, 'floats'),
      ...simulators.dualsphysics.files('artifacts/', 'zip64'),
    ]),
  )
}
