import { oddEntries } from '../simulations/odd-entries.ts'
import { largeArchiveTasks } from './large-archive-tasks.ts'
import { planTask, type TaskSpec } from './plan-task.ts'
import type { TaskPlan } from './task-plan.ts'
import { troubledTasks } from './troubled-tasks.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR

/** The sample account's tasks: the same ids and the same archives in every run, dated back from the service's start. */
export function sampleTasks(): readonly TaskPlan[] {
  return [...activeTasks(), ...troubledTasks(), ...largeArchiveTasks(), ...studies(), ...singles()].map(planTask)
}

/** What moves while one watches. */
function activeTasks(): readonly TaskSpec[] {
  const group = 'nightly'
  const queue = { group, simulator: 'swash', end: 'success', uploadSeconds: 4, prepareSeconds: 12 } as const
  return [
    // Ends about 40 s after the start; the machine then takes the first of the queue.
    {
      key: 'soon',
      simulator: 'xbeach',
      project: 'beach-mesh-convergence',
      metadata: { mesh: '0.5 m' },
      group,
      ageSeconds: 8 * MINUTE,
      computeSeconds: 8 * MINUTE,
      end: 'success',
    },
    {
      key: 'minutes',
      simulator: 'openfoam-esi',
      project: 'airfoil-angle-sweep',
      metadata: { angle: '14' },
      machine: 'large',
      ageSeconds: 21 * MINUTE,
      computeSeconds: 25 * MINUTE,
      end: 'success',
    },
    {
      key: 'doomed',
      simulator: 'openfoam-foundation',
      ageSeconds: 3 * MINUTE,
      computeSeconds: 5 * MINUTE,
      end: 'failed',
      stderr: 'FOAM FATAL ERROR: Maximum number of iterations exceeded: 100\n',
    },
    {
      key: 'hours',
      simulator: 'amr-wind',
      machine: 'cluster',
      ageSeconds: 5 * HOUR,
      computeSeconds: 11 * HOUR,
      end: 'success',
    },
    {
      key: 'preparing',
      simulator: 'gromacs',
      machine: 'graphics',
      project: 'protein-ligand',
      ageSeconds: 40,
      prepareSeconds: 90,
      computeSeconds: 9 * MINUTE,
      end: 'success',
    },
    {
      key: 'finalizing',
      simulator: 'schism',
      ageSeconds: HOUR,
      computeSeconds: HOUR - 60,
      uploadSeconds: 75,
      end: 'success',
    },
    {
      key: 'first in queue',
      ...queue,
      project: 'harbour/agitation',
      ageSeconds: 6 * MINUTE,
      queueSeconds: 6 * MINUTE + 45,
      computeSeconds: 3 * MINUTE,
    },
    {
      key: 'second in queue',
      ...queue,
      project: 'harbour/agitation',
      ageSeconds: 5 * MINUTE,
      queueSeconds: 9 * MINUTE,
      computeSeconds: 4 * MINUTE,
    },
    {
      key: 'third in queue',
      ...queue,
      project: 'harbour/agitation',
      ageSeconds: 4 * MINUTE,
      queueSeconds: 13 * MINUTE,
      computeSeconds: 4 * MINUTE,
    },
    { key: 'without input', simulator: 'fds', ageSeconds: 2 * MINUTE, computeSeconds: 0, end: 'pending-input' },
    {
      key: 'being killed',
      simulator: 'dualsphysics',
      machine: 'graphics',
      ageSeconds: 12 * MINUTE,
      computeSeconds: 12 * MINUTE - 40,
      end: 'pending-kill',
    },
  ]
}

/** Sweeps of one quantity each. */
function studies(): readonly TaskSpec[] {
  const winds = [6, 8, 10, 11.4, 13, 15, 18, 21].map((wind, index): TaskSpec => {
    const metadata = { URef: String(wind), seed: '1' }
    return {
      key: `wind ${wind}`,
      simulator: 'openfast',
      project: 'floating-wind-uref',
      metadata,
      machine: 'small',
      ageSeconds: 33 * DAY - index * 70,
      computeSeconds: 340 + 11 * index,
      end: 'success',
    }
  })
  const angles = [0, 2, 4, 6, 8, 10, 12].map((angle, index): TaskSpec => {
    const metadata = { angle: String(angle), turbulence: 'kOmegaSST' }
    return {
      key: `angle ${angle}`,
      simulator: 'openfoam-esi',
      project: 'airfoil-angle-sweep',
      metadata,
      ageSeconds: 20 * DAY - index * 130,
      computeSeconds: 1310 + 40 * index,
      end: 'success',
      style: index % 2 ? 'seven-zip-stream' : 'seven-zip',
    }
  })
  const meshes = ['8 m', '4 m', '2 m', '1 m'].map((mesh, index): TaskSpec => {
    return {
      key: `mesh ${mesh}`,
      simulator: 'xbeach',
      project: 'beach-mesh-convergence',
      metadata: { mesh },
      ageSeconds: 11 * DAY - index * HOUR,
      computeSeconds: 90 * 3 ** index,
      end: 'success',
    }
  })
  return [...winds, ...angles, ...meshes]
}

/** One of each of the other simulators, in the four ways in which archives are written. */
function singles(): readonly TaskSpec[] {
  return [
    {
      key: 'reef3d',
      simulator: 'reef3d',
      ageSeconds: 2 * DAY,
      computeSeconds: 2411,
      end: 'success',
      style: 'stream-zip',
    },
    {
      key: 'dualsphysics',
      simulator: 'dualsphysics',
      machine: 'graphics',
      ageSeconds: 3 * DAY,
      computeSeconds: 820,
      end: 'success',
      style: 'seven-zip',
      extra: oddEntries('flow_cylinder/Run.csv'),
    },
    {
      key: 'swan',
      simulator: 'swan',
      project: 'harbour/agitation',
      ageSeconds: 36 * HOUR,
      computeSeconds: 133,
      end: 'success',
      style: 'python-zipfile',
    },
    {
      key: 'fds',
      simulator: 'fds',
      ageSeconds: 5 * DAY,
      computeSeconds: 3122,
      end: 'success',
      extra: oddEntries('mccaffrey_hrr.csv'),
    },
    {
      key: 'splishsplash',
      simulator: 'splishsplash',
      machine: 'local',
      ageSeconds: 9 * DAY,
      computeSeconds: 611,
      end: 'success',
      style: 'python-zipfile',
    },
    { key: 'nwchem', simulator: 'nwchem', ageSeconds: 13 * DAY, computeSeconds: 77, end: 'success' },
    {
      key: 'snl_swan',
      simulator: 'snl_swan',
      ageSeconds: 40 * DAY,
      computeSeconds: 41,
      end: 'success',
      style: 'seven-zip',
    },
    {
      key: 'resubmitted',
      simulator: 'openfast',
      project: 'floating-wind-uref',
      metadata: { URef: '24', seed: '1' },
      machine: 'small',
      ageSeconds: 32 * DAY,
      preemptedAfterSeconds: [190, 75],
      computeSeconds: 404,
      end: 'success',
    },
  ]
}
