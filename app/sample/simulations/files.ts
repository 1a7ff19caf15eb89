import { createRandom } from '../random.ts'
import { framedContent } from '../zip/framed-content.ts'
import { createBlock, type TemplateSet } from '../zip/template.ts'
import type { PlannedEntry } from '../zip/writer-styles.ts'
import { file, textFile } from './entries.ts'
import { encodePng, heatColour } from './png.ts'
import { templates } from './templates.ts'

/** A table with a header line; `row` gives the numbers of a line. */
export function csvTable(
  name: string,
  columns: readonly string[],
  rows: number,
  row: (index: number) => number[],
): PlannedEntry {
  const line = (index: number): string => row(index).map(plain).join(',')
  return textFile(
    name,
    () => `${columns.join(',')}\n${Array.from({ length: rows }, (_, i) => `${line(i)}\n`).join('')}`,
  )
}

/** A binary file of about the given size; every megabyte or so of it is labelled and unlike the others. */
export function binaryFile(name: string, megabytes: number, kind: 'floats' | 'dense' = 'floats'): PlannedEntry {
  const set = templates[kind]()
  return file(name, labelled(`${name}\n`, Math.max(1, Math.round((megabytes * 1e6) / set.sizeBytes)), set))
}

/** Content in labelled frames. */
export function labelled(head: string, frames: number, set: TemplateSet): ReturnType<typeof framedContent> {
  const label = (frame: number): string => `# frame ${String(frame).padStart(8, '0')}\n`
  return framedContent({ head: createBlock(head), frames, label, templates: set, tail: createBlock('') })
}

/** A legacy VTK file: points with a scalar field of a small surface wave. */
export function vtkFile(name: string, step: number, side = 24): PlannedEntry {
  return textFile(name, () => vtkText(step, side))
}

/** A picture of a field with a moving front. */
export function pictureFile(name: string, step: number): PlannedEntry {
  const random = createRandom(name)
  const [waves, tilt] = [random.between(2, 6), random.between(0.2, 1)]
  return textFile(name, () =>
    encodePng(200, 120, (x, y) =>
      heatColour(0.5 + 0.5 * Math.sin((waves * (x + tilt * y + 9 * step)) / 40) * Math.exp(-Math.abs(y - 60) / 70)),
    ),
  )
}

/** The file the machine writes about itself, with a line every 30 s. */
export function systemMetrics(prefix: string, seed: string, seconds: number): PlannedEntry {
  const random = createRandom(`${seed} system`)
  const rows = Math.max(2, Math.min(2000, Math.floor(seconds / 30)))
  let [read, written] = [48_238_592, 12_582_912]
  const lines = Array.from({ length: rows }, (_, index) => {
    read += random.integer(0, 40_000)
    written += random.integer(1_000_000, 9_000_000)
    const usage = `${random.between(91, 99.8).toFixed(1)},${random.between(11, 38).toFixed(1)}`
    return `${1779091200 + 30 * index},,${usage},${read},${written}\n`
  })
  return textFile(
    `${prefix}system_metrics.csv`,
    () => `time,command,cpu-usage,memory,disk-input,disk-output\n${lines.join('')}`,
  )
}

function vtkText(step: number, side: number): string {
  const points = Array.from({ length: side * side }, (_, index) => [index % side, Math.floor(index / side)] as const)
  const height = (x: number, y: number): number => 0.4 * Math.sin((x + 0.7 * y + step) / 3)
  const coordinates = points.map(([x, y]) => `${(x / 4).toFixed(3)} ${(y / 4).toFixed(3)} ${height(x, y).toFixed(5)}`)
  const cells = points
    .filter(([x, y]) => x < side - 1 && y < side - 1)
    .map(([x, y]) => {
      const corner = x + y * side
      return `4 ${corner} ${corner + 1} ${corner + side + 1} ${corner + side}`
    })
  return [
    '# vtk DataFile Version 3.0',
    `Free surface, step ${step}`,
    'ASCII',
    'DATASET POLYDATA',
    `POINTS ${points.length} float`,
    ...coordinates,
    `POLYGONS ${cells.length} ${5 * cells.length}`,
    ...cells,
    `POINT_DATA ${points.length}`,
    'SCALARS elevation float 1',
    'LOOKUP_TABLE default',
    ...points.map(([x, y]) => height(x, y).toFixed(5)),
    '',
  ].join('\n')
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(7)
}
