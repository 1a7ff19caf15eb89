import type { Step } from './check-step.ts'

const types = (project: string): Step => ({ name: `types of ${project}`, command: ['tsc', '-p', project] })

const format: Step = { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] }
const lint: Step = { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] }
const unused: Step = { name: 'unused code', command: ['knip'] }
export const build: Step = { name: 'build', command: ['node', 'build/build.ts'] }
const allTypes = ['app', 'renderer', 'test', 'build'].map(types)

/** What can be said without running the app. The lanes run side by side: typed lint takes as long as all the others. */
export const staticLanes: readonly (readonly Step[])[] = [[lint], [format, ...allTypes, unused, build]]

export const unitTests: Step = {
  name: 'unit and integration tests',
  command: ['vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'],
  report: 'test-results/unit.json',
}

/** Of the web shell, and of the Electron shell; both need a build. */
export const endToEndTests: Step = {
  name: 'end-to-end tests',
  command: ['playwright', 'test'],
  report: 'test-results/e2e.json',
}
