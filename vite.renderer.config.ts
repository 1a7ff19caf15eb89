import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { distFolder, projectFolder } from './build/entries.ts'

/** The window's bundle, the same in both shells. Addresses are relative: its origin differs between them. */
export default defineConfig({
  root: path.join(projectFolder, 'renderer'),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: ['chrome120', 'firefox121', 'safari17'],
    outDir: path.join(distFolder, 'renderer'),
    emptyOutDir: true,
    modulePreload: { polyfill: false }, // the polyfill would be an inline script, which the content policy forbids
    chunkSizeWarningLimit: 1500,
  },
})
