import { createRandom, type Random } from '../random.ts'
import type { PlannedEntry } from '../zip/writer-styles.ts'
import { textFile } from './entries.ts'
import { binaryFile, csvTable, pictureFile, vtkFile } from './files.ts'
import { openFoamFiles, openFoamLog } from './openfoam.ts'

/** What a simulator is run with and what it leaves behind. */
export type Simulator = {
  readonly image: string
  readonly imageBytes: number
  readonly commands: readonly string[]
  /** What it prints. */
  readonly log: (seed: string) => string
  /** What it leaves, each name beginning with the prefix. */
  readonly files: (prefix: string, seed: string) => readonly PlannedEntry[]
  /** What it was given, each name beginning with the prefix. */
  readonly inputs: readonly string[]
}

const MB = 1e6

type Line = (step: number, random: Random) => string

/** A log of a banner and one line (or block) per step. */
function steppedLog(banner: string, steps: number, line: Line): Simulator['log'] {
  return seed => {
    const random = createRandom(`${seed} log`)
    return `${banner}\n\n${Array.from({ length: steps }, (_, step) => `${line(step, random)}\n`).join('')}\nNormal end of run.\n`
  }
}

function series(count: number, make: (index: number, number: string) => PlannedEntry): readonly PlannedEntry[] {
  return Array.from({ length: count }, (_, index) => make(index, String(index).padStart(4, '0')))
}

const foamInputs = [
  'system/controlDict',
  'system/fvSchemes',
  'system/fvSolution',
  'constant/transportProperties',
  '0/U',
  '0/p',
  'Allrun',
]
const foam = (image: string, solver: string): Simulator => ({
  image,
  imageBytes: 612 * MB,
  commands: ['blockMesh', 'decomposePar -force', `mpirun -np 16 ${solver} -parallel`],
  log: seed => openFoamLog(solver, seed, 120),
  files: (prefix, seed) => openFoamFiles(prefix, seed, 5),
  inputs: foamInputs,
})

const wave = (index: number, scale = 1): number => scale * Math.sin(index / 7) * Math.exp(-index / 900)

const table = {
  'openfoam-foundation': foam('docker://inductiva/kutu:openfoam-foundation_v12', 'simpleFoam'),
  'openfoam-esi': foam('docker://inductiva/kutu:openfoam-esi_v2406', 'simpleFoam'),
  gromacs: {
    image: 'docker://inductiva/kutu:gromacs_v2025.0',
    imageBytes: 940 * MB,
    commands: [
      'gmx grompp -f production.mdp -c npt.gro -p topol.top -o production.tpr',
      'gmx mdrun -deffnm production',
    ],
    log: steppedLog(
      ':-) GROMACS - gmx mdrun, 2025.0 (-:',
      160,
      (step, random) =>
        `           Step           Time\n${String(5000 * step).padStart(15)}${(10 * step).toFixed(5).padStart(15)}\n   Potential: ${(-512_000 - random.between(0, 900)).toExponential(5)}  Temperature: ${random.between(298.9, 301.2).toFixed(3)} K`,
    ),
    files: prefix => [
      binaryFile(`${prefix}production.xtc`, 9, 'dense'),
      binaryFile(`${prefix}production.edr`, 1),
      csvTable(`${prefix}energy.csv`, ['time', 'potential', 'temperature', 'pressure'], 500, i => [
        10 * i,
        -512e3 + wave(i, 600),
        300 + wave(i, 0.6),
        1 + wave(i, 40),
      ]),
      csvTable(`${prefix}rmsd.csv`, ['time', 'backbone'], 500, i => [
        10 * i,
        0.25 * (1 - Math.exp(-i / 60)) + wave(i, 0.01),
      ]),
      pictureFile(`${prefix}ramachandran.png`, 5),
    ],
    inputs: ['production.mdp', 'npt.gro', 'topol.top'],
  },
  reef3d: {
    image: 'docker://inductiva/kutu:reef3d_v25.02',
    imageBytes: 388 * MB,
    commands: ['DiveMESH', 'mpirun -np 16 REEF3D'],
    log: steppedLog(
      'REEF3D::CFD',
      200,
      (step, random) =>
        `${step + 1}\nsimtime: ${(0.05 * step).toFixed(3)}\ntimestep: ${random.between(0.002, 0.004).toFixed(5)}\nVolume 1: ${(12.4 + wave(step, 1e-3)).toFixed(6)}\numax: ${random.between(1.1, 1.6).toFixed(4)}   piter: ${random.integer(4, 11)}`,
    ),
    files: prefix => [
      ...series(14, (index, number) => vtkFile(`${prefix}REEF3D_CFD_VTU/REEF3D-CFD-${number}.vtk`, index)),
      csvTable(`${prefix}REEF3D_CFD_WSF/REEF3D-CFD-WSF-HG.csv`, ['time', 'gauge1', 'gauge2'], 600, i => [
        0.05 * i,
        wave(i),
        wave(i + 9),
      ]),
    ],
    inputs: ['control.txt', 'ctrl.txt'],
  },
  dualsphysics: {
    image: 'docker://inductiva/kutu:dualsphysics_v5.4.1',
    imageBytes: 531 * MB,
    commands: [
      'gencase config flow_cylinder -save:all',
      'dualsphysics flow_cylinder flow_cylinder -dirdataout data -svres',
      'partvtk -dirin flow_cylinder/data -savevtk flow_cylinder/PartFluid -onlytype:-all,fluid',
    ],
    log: steppedLog(
      'DualSPHysics5 v5.4.1',
      150,
      (step, random) =>
        `Part_${String(step).padStart(4, '0')}  ${(0.01 * step).toFixed(6)}  ${16 * step + 12}  ${random.integer(14, 18)}  ${random.between(5.1, 6.4).toFixed(2)}`,
    ),
    files: prefix => [
      ...series(12, (_, number) => binaryFile(`${prefix}flow_cylinder/data/Part_${number}.bi4`, 1)),
      ...series(12, (index, number) => vtkFile(`${prefix}flow_cylinder/PartFluid_${number}.vtk`, index)),
      csvTable(`${prefix}flow_cylinder/Run.csv`, ['time', 'steps', 'particles'], 150, i => [
        0.01 * i,
        16 * i,
        412_388 - i,
      ]),
      pictureFile(`${prefix}flow_cylinder/preview.png`, 4),
    ],
    inputs: ['flow_cylinder_Def.xml'],
  },
  xbeach: {
    image: 'docker://inductiva/kutu:xbeach_v1.24',
    imageBytes: 172 * MB,
    commands: ['xbeach params.txt'],
    log: steppedLog(
      '**********************************************************\n                   Welcome to XBeach\n',
      140,
      (step, random) =>
        `Simulation ${(step / 1.4).toFixed(1)} percent complete. Average dt ${random.between(0.41, 0.47).toFixed(3)} seconds`,
    ),
    files: prefix => [
      binaryFile(`${prefix}xboutput.nc`, 6),
      csvTable(`${prefix}profile.csv`, ['x', 'zb_initial', 'zb_final'], 400, i => [
        i,
        -8 + i / 40,
        -8 + i / 40 + wave(i, 0.3),
      ]),
      pictureFile(`${prefix}bed_level.png`, 2),
    ],
    inputs: ['params.txt', 'bed.dep', 'x.grd', 'waves.txt'],
  },
  swash: {
    image: 'docker://inductiva/kutu:swash_v11.01',
    imageBytes: 205 * MB,
    commands: ['swashrun -input input.sws -mpi 16'],
    log: steppedLog(
      'SWASH 11.01: numerical modelling of waves',
      120,
      (step, random) => `+time ${String(step * 10).padStart(6)} sec, iteration ${random.integer(3, 9)}; sweep 1`,
    ),
    files: prefix => [
      csvTable(`${prefix}gauges.csv`, ['time', 'wg1', 'wg2', 'wg3'], 800, i => [
        0.25 * i,
        wave(i),
        wave(i + 5),
        wave(i + 11),
      ]),
      binaryFile(`${prefix}field.mat`, 4),
      pictureFile(`${prefix}surface.png`, 6),
    ],
    inputs: ['input.sws', 'bathymetry.bot'],
  },
  swan: {
    image: 'docker://inductiva/kutu:swan_v41.45',
    imageBytes: 198 * MB,
    commands: ['swanrun -input harbour.swn'],
    log: steppedLog(
      'SWAN 41.45: SIMULATION OF WAVES IN NEAR SHORE AREAS',
      40,
      (step, random) =>
        `+iteration ${String(step + 1).padStart(4)}; sweep 4\n accuracy OK in ${Math.min(99.5, 20 + 2 * step + random.fraction()).toFixed(2)} % of wet grid points ( 99.50 % required)`,
    ),
    files: prefix => [
      csvTable(`${prefix}table.csv`, ['Xp', 'Yp', 'Hsig', 'Dir'], 600, i => [
        20 * i,
        40,
        2.4 + wave(i, 0.4),
        270 + wave(i, 9),
      ]),
      pictureFile(`${prefix}hsig.png`, 8),
    ],
    inputs: ['harbour.swn', 'harbour.bot'],
  },
  fds: {
    image: 'docker://inductiva/kutu:fds_v6.10.1',
    imageBytes: 344 * MB,
    commands: ['mpirun -np 8 fds mccaffrey.fds'],
    log: steppedLog(
      ' Fire Dynamics Simulator\n\n Version          : FDS-6.10.1',
      120,
      (step, random) =>
        ` Time Step:    ${String(10 * step + 1).padStart(6)}, Simulation Time:   ${(0.25 * step).toFixed(2).padStart(7)} s   Max divergence: ${random.between(1e-4, 9e-3).toExponential(2)}`,
    ),
    files: prefix => [
      csvTable(`${prefix}mccaffrey_hrr.csv`, ['Time', 'HRR', 'Q_RADI'], 500, i => [
        0.06 * i,
        33 * (1 - Math.exp(-i / 25)) + wave(i),
        -9 * (1 - Math.exp(-i / 25)),
      ]),
      csvTable(`${prefix}mccaffrey_devc.csv`, ['Time', 'T_1', 'T_2', 'T_3'], 500, i => [
        0.06 * i,
        20 + 700 * (1 - Math.exp(-i / 40)),
        320 + wave(i, 30),
        120 + wave(i, 12),
      ]),
      ...series(3, (index, number) => binaryFile(`${prefix}mccaffrey_${number}.sf`, 1 + index)),
      pictureFile(`${prefix}plume.png`, 1),
    ],
    inputs: ['mccaffrey.fds'],
  },
  openfast: {
    image: 'docker://inductiva/kutu:openfast_v4.0.2',
    imageBytes: 260 * MB,
    commands: ['turbsim 90m_12mps_twr.inp', 'openfast 5MW_OC4Semi_WSt_WavesWN.fst'],
    log: steppedLog(
      ' OpenFAST-v4.0.2\n Running ElastoDyn, InflowWind, AeroDyn, HydroDyn.',
      120,
      step =>
        ` Time: ${String(step).padStart(5)} of 120 seconds.  Estimated final completion at 14:${String(10 + (step % 40)).padStart(2, '0')}:05.`,
    ),
    files: prefix => [
      csvTable(
        `${prefix}5MW_OC4Semi_WSt_WavesWN.csv`,
        ['Time', 'Wind1VelX', 'GenPwr', 'PtfmPitch', 'TwrBsMyt'],
        900,
        i => [0.125 * i, 12 + wave(i, 1.4), 5000 + wave(i, 210), wave(i, 2.2), 61_000 + wave(i, 8000)],
      ),
      binaryFile(`${prefix}5MW_OC4Semi_WSt_WavesWN.outb`, 2),
      pictureFile(`${prefix}power_curve.png`, 9),
    ],
    inputs: ['5MW_OC4Semi_WSt_WavesWN.fst', '90m_12mps_twr.inp'],
  },
  'amr-wind': {
    image: 'docker://inductiva/kutu:amr-wind_v3.4.1',
    imageBytes: 498 * MB,
    commands: ['mpirun -np 56 amr_wind abl_godunov.inp'],
    log: steppedLog(
      'AMR-Wind: version v3.4.1',
      120,
      (step, random) =>
        `Step: ${step} dt: 0.5 Time: ${(0.5 * step).toFixed(1)} to ${(0.5 * step + 0.5).toFixed(1)}\nCFL: ${random.between(0.31, 0.44).toFixed(5)} (conv: 0.37 diff: 0 src: 0.004 )`,
    ),
    files: prefix => [
      ...series(4, (_, number) => binaryFile(`${prefix}plt0${number}/Level_0/Cell_D_00000`, 3)),
      csvTable(`${prefix}post_processing/abl_statistics.csv`, ['time', 'ustar', 'zi', 'Tsurf'], 300, i => [
        5 * i,
        0.41 + wave(i, 0.01),
        700 + i,
        290 + i / 900,
      ]),
    ],
    inputs: ['abl_godunov.inp'],
  },
  schism: {
    image: 'docker://inductiva/kutu:schism_v5.11.1',
    imageBytes: 287 * MB,
    commands: ['mpirun -np 16 schism 3'],
    log: steppedLog(
      ' SCHISM v5.11.1',
      120,
      (step, random) =>
        `TIME STEP=    ${String(step + 1).padStart(8)};  TIME= ${(150 * step).toFixed(6)}   etatot= ${random.between(1e2, 4e2).toFixed(4)}`,
    ),
    files: prefix => [
      ...series(5, (_, number) => binaryFile(`${prefix}outputs/out2d_${Number(number) + 1}.nc`, 2)),
      csvTable(`${prefix}outputs/staout_1.csv`, ['time', 'cascais', 'lisboa'], 700, i => [
        600 * i,
        wave(i, 1.6),
        wave(i + 4, 1.9),
      ]),
    ],
    inputs: ['param.nml', 'hgrid.gr3', 'vgrid.in', 'bctides.in'],
  },
  splishsplash: {
    image: 'docker://inductiva/kutu:splishsplash_v2.13.0',
    imageBytes: 315 * MB,
    commands: ['SPHSimulator DamBreak.json --no-gui --output-dir .'],
    log: steppedLog(
      'SPlisHSPlasH, simulator 2.13.0',
      100,
      (step, random) =>
        `step ${step}: divergence solver ${random.integer(1, 3)}, pressure solver ${random.integer(2, 9)}, time step ${random.between(0.001, 0.003).toFixed(5)}`,
    ),
    files: prefix => series(20, (index, number) => vtkFile(`${prefix}vtk/ParticleData_Fluid_${number}.vtk`, index)),
    inputs: ['DamBreak.json', 'UnitBox.obj'],
  },
  nwchem: {
    image: 'docker://inductiva/kutu:nwchem_v7.2.3',
    imageBytes: 433 * MB,
    commands: ['mpirun -np 16 nwchem h2o_freq.nw'],
    log: steppedLog(
      '              Northwest Computational Chemistry Package (NWChem) 7.2.3',
      30,
      step =>
        ` d= 0,ls=0.0,diis     ${String(step + 1).padStart(3)}    ${(-76.026764 - Math.exp(-step / 3)).toFixed(10)} ${Math.exp(-step / 2).toExponential(2)}  ${Math.exp(-step / 2.5).toExponential(2)}`,
    ),
    files: prefix => [
      binaryFile(`${prefix}h2o.movecs`, 1),
      csvTable(`${prefix}frequencies.csv`, ['mode', 'wavenumber', 'intensity'], 9, i => [
        i,
        400 + 420 * i,
        12 + wave(i, 9),
      ]),
    ],
    inputs: ['h2o_freq.nw'],
  },
  snl_swan: {
    image: 'docker://inductiva/kutu:snl_swan_v2.2',
    imageBytes: 190 * MB,
    commands: ['swanrun -input array.swn'],
    log: steppedLog('SNL-SWAN 2.2: wave energy converters', 30, step => `+iteration ${step + 1}; sweep 4`),
    files: prefix => [
      csvTable(`${prefix}power.csv`, ['device', 'power_kw'], 24, i => [i, 180 + wave(i, 30)]),
      textFile(`${prefix}norm_end`, () => ' Normal end of run array\n'),
    ],
    inputs: ['array.swn', 'power.txt'],
  },
} as const satisfies Readonly<Record<string, Simulator>>

export type SimulatorName = keyof typeof table

export const simulators: Readonly<Record<SimulatorName, Simulator>> = table
