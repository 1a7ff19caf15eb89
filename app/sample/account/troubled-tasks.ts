import type { TaskSpec } from './plan-task.ts'

const HOUR = 3600
const DAY = 24 * HOUR

const FLOATING_POINT_EXCEPTION = `
[3]
[3]
[3] --> FOAM FATAL ERROR:
[3] Floating point exception: time step continuity errors grew without bound after Time = 87
[3] The velocity at cell 184213 is (1.2e+47 -3.9e+46 8.8e+45): reduce deltaT or improve the mesh near patch "motorBike".
[3]
[3]     From function void Foam::sigFpe::sigHandler(int)
[3]     in file POSIX/signals/sigFpe.C at line 129.
[3]
FOAM parallel run aborting
[3] #0  Foam::error::printStack(Foam::Ostream&) in "/opt/openfoam12/platforms/linux64Gcc/lib/libOpenFOAM.so"
[3] #1  Foam::sigFpe::sigHandler(int) in "/opt/openfoam12/platforms/linux64Gcc/lib/libOpenFOAM.so"
--------------------------------------------------------------------------
mpirun noticed that process rank 3 exited on signal 8 (Floating point exception).
--------------------------------------------------------------------------
`

const MISSING_MESH = ` forrtl: severe (29): file not found, unit 14, file /workdir/output/artifacts/hgrid.gr3
 ABORT: Missing horizontal grid hgrid.gr3
`

/** One task for each way in which a task can end other than well. */
export function troubledTasks(): readonly TaskSpec[] {
  return [
    {
      key: 'floating point',
      simulator: 'openfoam-foundation',
      project: 'motorbike-les',
      machine: 'large',
      ageSeconds: 26 * HOUR,
      computeSeconds: 2117,
      end: 'failed',
      stderr: FLOATING_POINT_EXCEPTION,
    },
    {
      key: 'missing mesh',
      simulator: 'schism',
      ageSeconds: 30 * HOUR,
      computeSeconds: 3.2,
      end: 'failed',
      stderr: MISSING_MESH,
    },
    { key: 'killed', simulator: 'reef3d', ageSeconds: 50 * HOUR, computeSeconds: 5210, end: 'killed' },
    {
      key: 'zombie',
      simulator: 'swash',
      project: 'harbour/agitation',
      ageSeconds: 3 * DAY,
      queueSeconds: 1800,
      computeSeconds: 0,
      end: 'zombie',
    },
    {
      key: 'reclaimed',
      simulator: 'amr-wind',
      machine: 'huge',
      ageSeconds: 4 * DAY,
      computeSeconds: 7933,
      end: 'spot-instance-preempted',
    },
    {
      key: 'runner gone',
      simulator: 'gromacs',
      project: 'protein-ligand',
      ageSeconds: 5 * DAY,
      computeSeconds: 12_004,
      end: 'executer-terminated',
    },
    {
      key: 'group ended',
      simulator: 'dualsphysics',
      ageSeconds: 6 * DAY,
      computeSeconds: 301,
      end: 'executer-terminated-by-user',
    },
    {
      key: 'group time limit',
      simulator: 'fds',
      ageSeconds: 7 * DAY,
      computeSeconds: 4 * HOUR,
      end: 'executer-terminated-ttl-exceeded',
    },
    {
      key: 'no credits',
      simulator: 'openfast',
      ageSeconds: 15 * DAY,
      computeSeconds: 998,
      end: 'executer-terminated-credits-exhausted',
    },
    {
      key: 'disk full',
      simulator: 'dualsphysics',
      ageSeconds: 8 * DAY,
      computeSeconds: 6021,
      end: 'executer-failed',
      errorDetail: 'The task could not be completed.',
      machineErrorDetail:
        'No space left on device: the disk of 70 GB was full. Start the machine group with a larger data disk.',
    },
    {
      key: 'time to live',
      simulator: 'xbeach',
      project: 'beach-mesh-convergence',
      metadata: { mesh: '0.25 m' },
      ageSeconds: 10 * DAY,
      computeSeconds: 2 * HOUR,
      end: 'ttl-exceeded',
      errorDetail: 'The task ran longer than its time to live of 7200 seconds.',
    },
  ]
}
