import { registerHooks } from 'node:module'

// Looks for an update as the installed app does, and prints what came of it. Without an Electron around it, what
// electron-updater uses of it is put in its place.
const standIn = new URL('electron-for-updates.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
})
Object.defineProperty(process, 'resourcesPath', { value: process.env['TEST_RESOURCES'] })

const { findUpdates } = await import('../../../app/desktop/updates.ts')
const quiet = () => undefined
const updates = await findUpdates({ debug: quiet, info: quiet, warn: quiet, error: quiet })

type Report = { lack?: string; found?: string | null; fractions: number[]; failure?: string | undefined }
const report: Report = { fractions: [] }
if (typeof updates === 'string') report.lack = updates
else {
  try {
    report.found = await updates.find()
    if (report.found !== null) await updates.fetch(fraction => void report.fractions.push(fraction))
  } catch (error) {
    report.failure = (error as { readonly code?: string }).code ?? String(error)
  }
}
console.log(JSON.stringify(report))
