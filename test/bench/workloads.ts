import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { binaryFloats, createRandom, fieldFile, fieldValues, fromPool, randomBytes, textOfFloats } from './contents.ts'
import { createZipWriter, type ExpectedFile, type ZipWriter } from './zip-writer.ts'

export type WorkloadName = 'A' | 'B' | 'C' | 'D'

export type Workload = {
  readonly name: WorkloadName
  readonly servedPath: string // below the folder of all workloads
  readonly zipBytes: number
  readonly zipCrc: number
  readonly files: readonly ExpectedFile[] // without the root folder
}

/** Every archive has its files in this folder, as task outputs do. */
export const rootFolder = 'artifacts/'

const mebibyte = 1024 * 1024
/** Goes up when what is generated changes, so that nothing old is measured. */
const version = 1

type AddFile = (path: string, data: Buffer, method?: 'stored' | 'deflated') => void

const makers: Readonly<Record<WorkloadName, (add: AddFile, scale: number) => void>> = {
  A: addFewBig,
  B: addManySmall,
  C: addStored,
  D: addManyTiny,
}

/** Makes an archive, or takes the one an earlier run has made: the bytes are the same. */
export function prepareWorkload(name: WorkloadName, scale: number, cacheFolder: string): Workload {
  const servedPath = `${name}-${scale}-v${version}/${name}.zip`
  const zipPath = join(cacheFolder, servedPath)
  const folder = dirname(zipPath)
  const listPath = join(folder, 'files.json')
  if (!existsSync(listPath)) {
    console.error(`Making ${name} at scale ${scale}…`)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const files = writeArchive(zipPath, add => makers[name](add, scale))
    // The list comes last and in one go: where it is, the archive is whole.
    const zipCrc = crc32(readFileSync(zipPath))
    writeFileSync(`${listPath}.new`, JSON.stringify({ zipCrc, files }))
    renameSync(`${listPath}.new`, listPath)
  }
  const facts = JSON.parse(readFileSync(listPath, 'utf8')) as Pick<Workload, 'zipCrc' | 'files'> // written above
  return { name, servedPath, zipBytes: statSync(zipPath).size, ...facts }
}

function writeArchive(zipPath: string, addAll: (add: AddFile) => void): readonly ExpectedFile[] {
  const zip: ZipWriter = createZipWriter(zipPath)
  const files: ExpectedFile[] = []
  zip.addFolder(rootFolder)
  addAll((path, data, method = 'deflated') => {
    files.push({ ...zip.addFile(rootFolder + path, data, method), path })
  })
  zip.end()
  return files
}

/** Six large files, half of them text; and three small ones, which a run for some files only asks for. */
function addFewBig(add: AddFile, scale: number): void {
  const random = createRandom(1)
  const text = textOfFloats(8 * mebibyte, random)
  const binary = binaryFloats(8 * mebibyte, random)
  for (let index = 0; index < 6; index++) {
    const isText = index % 2 === 0
    const bytes = Math.ceil(256 * mebibyte * scale)
    add(`fields/field${index}.${isText ? 'csv' : 'raw'}`, fromPool(isText ? text : binary, bytes, random))
  }
  const log = 'Time = 0.005\n\nSolving for p, initial residual = 0.0123, final residual = 4.56e-07, 12 iterations\n'
  add('logs/stdout.txt', Buffer.from(log.repeat(Math.ceil(20_000 * scale))))
  add('logs/forces.csv', textOfFloats(Math.ceil(2 * mebibyte * scale), random))
  add('logs/residuals.csv', textOfFloats(Math.ceil(mebibyte * scale), random))
}

const times = 20
const fields = 100

/** Parts of the mesh, times, and a field a file, as a solver with chemistry leaves them. */
function addManySmall(add: AddFile, scale: number): void {
  const random = createRandom(2)
  const values = fieldValues(200_000, random)
  for (let part = 0; part < Math.ceil(25 * scale); part++) {
    for (let time = 1; time <= times; time++) {
      for (let field = 0; field < fields; field++) {
        const lines = 40 + Math.floor(random() * 1800)
        add(`processor${part}/${(time * 0.005).toFixed(3)}/Y${field}`, fieldFile(lines, values, random))
      }
    }
  }
}

function addStored(add: AddFile, scale: number): void {
  for (let index = 0; index < 8; index++) {
    add(`restart/restart${index}.bin`, randomBytes(Math.ceil(128 * mebibyte * scale), index + 1), 'stored')
  }
}

function addManyTiny(add: AddFile, scale: number): void {
  for (let index = 0; index < 1_000_000 * scale; index++) {
    const path = `part${index % 64}/${Math.floor(index / 6400)}/sample${String(index).padStart(8, '0')}`
    add(path, Buffer.from(`${index}\n`), 'stored')
  }
}
