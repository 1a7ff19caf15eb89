import { createRandom } from '../random.ts'
import type { EntryContent } from '../zip/content.ts'
import { framedContent } from '../zip/framed-content.ts'
import { createBlock, type Block } from '../zip/template.ts'
import type { PlannedEntry } from '../zip/writer-styles.ts'
import { file, textFile } from './entries.ts'
import { csvTable, pictureFile } from './files.ts'
import { templates } from './templates.ts'

/** One field of one time folder, as OpenFOAM writes it: about 100 KB, or 260 KB for a vector. */
export function foamField(name: string, field: string, time: string): PlannedEntry {
  return file(name, foamContent(field, time))
}

function foamContent(field: string, time: string): EntryContent {
  const set = isVector(field) ? templates.vectors() : templates.scalars()
  return framedContent({
    head: createBlock(foamHead(field, time, isVector(field) ? 8000 : 9600)),
    frames: 1,
    label: () => '',
    templates: set,
    tail: createBlock(foamTail(field, '')),
  })
}

/** One field of one processor's part of a mesh: about 1.4 KB, or 3.4 KB for a vector. Quick to make, as there are so many of them. */
export function processorField(field: string, time: string, processor: number): PlannedEntry {
  const content = framedContent({
    head: remembered(`${field} ${time}`, () => foamHead(field, time, 100)),
    frames: 1,
    label: () => '',
    templates: isVector(field) ? templates.fewVectors() : templates.fewScalars(),
    tail: remembered(`${field} of ${processor}`, () => foamTail(field, processorPatch(processor))),
  })
  return file(`artifacts/processor${processor}/${time}/${field}`, content)
}

const blocks = new Map<string, Block>()

function remembered(key: string, make: () => string): Block {
  const known = blocks.get(key)
  if (known) return known
  const block = createBlock(make())
  blocks.set(key, block)
  return block
}

function isVector(field: string): boolean {
  return field === 'U'
}

function foamHead(field: string, time: string, cells: number): string {
  const type = isVector(field) ? 'vector' : 'scalar'
  return `FoamFile
{
    version     2.0;
    format      ascii;
    class       vol${isVector(field) ? 'Vector' : 'Scalar'}Field;
    location    "${time}";
    object      ${field};
}

dimensions      [0 ${isVector(field) ? 1 : 2} -${isVector(field) ? 1 : 2} 0 0 0 0];

internalField   nonuniform List<${type}>
${cells}
(
`
}

function foamTail(field: string, patches: string): string {
  return `)
;

boundaryField
{
    inlet
    {
        type            fixedValue;
        value           uniform ${isVector(field) ? '(20 0 0)' : '0.24'};
    }
    outlet
    {
        type            zeroGradient;
    }
${patches}}
`
}

function processorPatch(processor: number): string {
  return `    procBoundary${processor}to${processor + 1}
    {
        type            processor;
        value           uniform 0;
    }
`
}

/** Mesh, time folders, force coefficients, residuals and pictures of a steady flow. */
export function openFoamFiles(prefix: string, seed: string, times: number): readonly PlannedEntry[] {
  const random = createRandom(seed)
  const lift = random.between(0.2, 1.4)
  const fields = ['U', 'p', 'k', 'omega', 'nut'] as const
  const folders = Array.from({ length: times }, (_, index) => String(100 * (index + 1)))
  const decay = (index: number): number => Math.exp(-index / 60)
  return [
    ...folders.flatMap(time => fields.map(field => foamField(`${prefix}${time}/${field}`, field, time))),
    file(`${prefix}constant/polyMesh/points`, foamContent('U', 'constant')),
    textFile(`${prefix}constant/polyMesh/boundary`, () => boundaryText()),
    csvTable(`${prefix}postProcessing/forceCoeffs/0/coefficient.csv`, ['time', 'Cd', 'Cl', 'CmPitch'], 400, index => [
      index,
      0.012 + 0.3 * decay(index),
      lift * (1 - decay(index)),
      -0.05 * (1 - decay(index)),
    ]),
    csvTable(`${prefix}postProcessing/residuals/0/residuals.csv`, ['time', 'p', 'Ux', 'Uy', 'k'], 400, index =>
      [1, 2, 3, 4].map(scale => (decay(index / scale) + 2e-6) / scale),
    ),
    pictureFile(`${prefix}postProcessing/images/pressure.png`, 3),
    pictureFile(`${prefix}postProcessing/images/velocity.png`, 7),
  ]
}

function boundaryText(): string {
  const patch = (name: string, type: string, faces: number, start: number): string =>
    `    ${name}\n    {\n        type            ${type};\n        nFaces          ${faces};\n        startFace       ${start};\n    }\n`
  return `3\n(\n${patch('inlet', 'patch', 120, 31200)}${patch('outlet', 'patch', 120, 31320)}${patch('walls', 'wall', 400, 31440)})\n`
}

/** The log of a steady solver: residuals that converge. */
export function openFoamLog(solver: string, seed: string, steps: number): string {
  const random = createRandom(seed)
  const head = `Create time\n\nCreate mesh for time = 0\n\nSIMPLE: No convergence criteria found\n\nReading field p\n\nReading field U\n\nStarting time loop\n\n`
  const blocks = Array.from({ length: steps }, (_, index) => {
    const decay = Math.exp(-index / (steps / 9))
    const solve = (kind: string, field: string, scale: number): string => {
      const initial = scale * decay * random.between(0.9, 1.1) + 1e-7
      return `${kind}:  Solving for ${field}, Initial residual = ${initial.toExponential(6)}, Final residual = ${(0.08 * initial).toExponential(6)}, No Iterations ${random.integer(2, 6)}\n`
    }
    return `Time = ${index + 1}s\n\n${solve('smoothSolver', 'Ux', 0.4)}${solve('smoothSolver', 'Uy', 0.3)}${solve('GAMG', 'p', 0.9)}time step continuity errors : sum local = ${(1e-4 * decay).toExponential(5)}, global = ${(1e-6 * decay).toExponential(5)}, cumulative = ${(3e-5 * decay).toExponential(5)}\nExecutionTime = ${(0.41 * (index + 1)).toFixed(2)} s  ClockTime = ${Math.round(0.43 * (index + 1))} s\n\n`
  })
  return `${head}${blocks.join('')}${solver}: End\n\nFinalising parallel run\n`
}
