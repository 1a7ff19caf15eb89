import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder, readTree } from '../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../fakes/zip-with-python.ts'

/** A simulation's archive, and what is in it according to Python's zipfile. */
export type Simulation = {
  readonly folder: string
  readonly zip: Buffer
  readonly expected: ReadonlyMap<string, string>
  remove(): void
}

export function makeSimulation(size: { files: number; largeBytes: number }): Simulation {
  const folder = makeTemporaryFolder()
  const zipPath = join(folder.path, 'output.zip')
  const reference = join(folder.path, 'reference')
  buildSimulationZip(zipPath, size)
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
  return {
    folder: folder.path,
    zip: readFileSync(zipPath),
    expected: readTree(reference),
    remove: () => folder.remove(),
  }
}
