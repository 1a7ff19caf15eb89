import { readFileSync } from 'node:fs'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

// Run by Node itself, with --experimental-import-meta-resolve, so that names are resolved as they will be in the app:
//   node walk-modules.ts FOLDER ENTRY…
// Prints what is reached from the entries and what could not be found, as JSON.

export type ModuleWalk = {
  readonly reached: readonly string[] // files, relative to the folder
  readonly missing: readonly { readonly name: string; readonly from: string }[]
  readonly outside: readonly string[] // files beyond the folder that something in it reaches
}

const [folder = '', ...entries] = process.argv.slice(2)
const reached = new Set<string>()
const missing: { name: string; from: string }[] = []
const waiting = entries.map(entry => path.join(folder, entry))

for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (reached.has(file)) continue
  reached.add(file)
  if (/\.[cm]?js$/.test(file)) visit(file)
}

const isInside = (file: string) => file.startsWith(folder + path.sep)
const walk: ModuleWalk = {
  reached: [...reached].filter(isInside).map(file => path.relative(folder, file)),
  missing: missing.map(({ name, from }) => ({ name, from: path.relative(folder, from) })),
  outside: [...reached].filter(file => !isInside(file)),
}
process.stdout.write(JSON.stringify(walk))

function visit(file: string): void {
  const isCommonJs = formatOf(file) === 'commonjs'
  for (const name of namesIn(readFileSync(file, 'utf8'))) {
    if (module.isBuiltin(name) || name === 'electron' || name.startsWith('electron/')) continue
    const found = isCommonJs ? required(name, file) : imported(name, file)
    if (found === undefined) missing.push({ name, from: file })
    else waiting.push(found)
  }
}

function namesIn(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

function formatOf(file: string): 'commonjs' | 'module' {
  if (file.endsWith('.cjs')) return 'commonjs'
  if (file.endsWith('.mjs')) return 'module'
  const manifest = module.findPackageJSON(pathToFileURL(file))
  const type = manifest && (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: string }).type
  return type === 'module' ? 'module' : 'commonjs'
}

function required(name: string, file: string): string | undefined {
  try {
    return module.createRequire(file).resolve(name)
  } catch {
    return undefined // that is what is being found out
  }
}

function imported(name: string, file: string): string | undefined {
  try {
    const found = fileURLToPath(import.meta.resolve(name, pathToFileURL(file).href))
    readFileSync(found)
    return found
  } catch {
    return undefined // that is what is being found out
  }
}
