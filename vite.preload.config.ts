import path from 'node:path'
import { defineConfig } from 'vite'
import { calls } from './app/contract/contract.ts'
import { distFolder, projectFolder } from './build/entries.ts'

/** The preload: one CommonJS file that needs nothing but `electron`, as a sandboxed window demands. */
export default defineConfig({
  root: projectFolder,
  publicDir: false,
  logLevel: 'warn',
  // Names only: the schemas, and the library behind them, stay out of the window's privileged world.
  define: { __CALL_NAMES__: JSON.stringify(Object.keys(calls)) },
  build: {
    target: 'chrome140',
    outDir: path.join(distFolder, 'app'),
    emptyOutDir: false,
    minify: false,
    lib: { entry: path.join(projectFolder, 'app/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
})
