// Plain JavaScript, so that any Node can read it: says in one sentence what is missing, or hands over to the script.
// Usage: node build/run.js <script.ts> [arguments]
import module from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const neededMajor = 24
const major = Number(process.versions.node.split('.')[0])

if (major < neededMajor) {
  process.stderr.write(
    `Inductiva Desktop needs Node ${neededMajor} or newer, and this is Node ${process.versions.node}. ` +
      `Run "npm ci" without leaving out optional packages (it brings Node ${neededMajor} along), or install Node ${neededMajor}, and try again.\n`,
  )
  process.exit(1)
}

// Otherwise every thread of every start strips the types off all sources again: half a second, and 40 MiB.
const compileCache = path.resolve(import.meta.dirname, '..', 'node_modules', '.cache', 'compile')
module.enableCompileCache(compileCache)
process.env.NODE_COMPILE_CACHE ??= compileCache // for threads, which do not take it over

const [node = '', , script = '', ...rest] = process.argv
const file = path.resolve(script)
process.argv = [node, file, ...rest]
await import(pathToFileURL(file).href)
