import { largeTimeFolders, longTrajectory, particleSnapshots } from '../simulations/large-archives.ts'
import type { TaskSpec } from './plan-task.ts'

const HOUR = 3600
const DAY = 24 * HOUR

/** Tasks with archives as large as people really have. */
export function largeArchiveTasks(): readonly TaskSpec[] {
  return [
    {
      key: 'many entries',
      simulator: 'openfoam-foundation',
      project: 'motorbike-les',
      machine: 'huge',
      ageSeconds: 3 * DAY,
      computeSeconds: 14 * HOUR,
      uploadSeconds: 812,
      end: 'success',
      output: largeTimeFolders,
    },
    {
      key: 'thirty gigabytes',
      simulator: 'gromacs',
      project: 'protein-ligand',
      machine: 'graphics',
      ageSeconds: 4 * DAY,
      computeSeconds: 31 * HOUR,
      uploadSeconds: 1904,
      end: 'success',
      output: longTrajectory,
    },
    {
      key: 'zip64',
      simulator: 'dualsphysics',
      machine: 'graphics',
      ageSeconds: 6 * DAY,
      computeSeconds: 9 * HOUR,
      uploadSeconds: 640,
      end: 'success',
      style: 'python-zipfile',
      output: particleSnapshots,
    },
  ]
}
