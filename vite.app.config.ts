import path from 'node:path'
import { defineConfig } from 'vite'
import { appEntries, distFolder, projectFolder } from './build/entries.ts'

/** What runs in Node and in Electron's main process: one module per source, so that entries find each other by path. */
export default defineConfig({
  root: projectFolder,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node24',
    outDir: path.join(distFolder, 'app'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: appEntries.map(entry => path.join(projectFolder, entry)),
      output: {
        format: 'esm',
        preserveModules: true,
        preserveModulesRoot: path.join(projectFolder, 'app'),
        entryFileNames: '[name].js',
      },
    },
  },
})
