import { rm } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform } from 'electron-builder'
import { ensureBuilt } from './ensure-built.ts'
import { projectFolder } from './entries.ts'
import { checkFuses } from './check-fuses.ts'
import { packageConfig, preparePlaceholder, useInstalledTools } from './package-config.ts'
import { lookAtMachine } from './package-machine.ts'
import { planTargets, type Machine, type TargetPlan } from './package-targets.ts'
import { decideSigning } from './signing.ts'

// Says which packages can be built here, and builds them: `npm run package`, with any of
//   --targets deb,tar.gz    only these
//   --output FOLDER         instead of dist-packages
//   --require-electron      for builds that are given to people: fails where there is no Electron, and where they could not
//                           be signed, unless ALLOW_UNSIGNED=true
//   --without-electron      as on a machine without Electron and without a network, to try the packaging
const { values } = parseArgs({
  options: {
    targets: { type: 'string' },
    output: { type: 'string', default: path.join(projectFolder, 'dist-packages') },
    'require-electron': { type: 'boolean', default: false },
    'without-electron': { type: 'boolean', default: false },
  },
})

const machine = await lookAtMachine({ mayDownload: !values['without-electron'] })
const plans = planTargets(machine).filter(({ name }) => values.targets?.split(',').includes(name) ?? true)
for (const plan of plans) console.log(lineOf(plan))
const possible = plans.filter(({ lack }) => lack === undefined).map(({ name }) => name)
if (!machine.hasElectron) console.log(`\n${noElectron(machine)}`)

const isRelease = values['require-electron']
const signing = decideSigning({ platform: machine.platform, environment: process.env, isRelease })
if ('sentence' in signing) console.log(`\n${signing.sentence}`)

const isRefused = signing.kind === 'refused' || (isRelease && !machine.hasElectron)
if (possible.length === 0 || isRefused) process.exitCode = 1
else await buildPackages(possible)

async function buildPackages(names: readonly string[]): Promise<void> {
  await ensureBuilt()
  useInstalledTools(machine)
  const output = machine.hasElectron ? values.output : path.join(values.output, 'without-electron')
  await rm(output, { recursive: true, force: true })
  const placeholder = machine.hasElectron ? undefined : await preparePlaceholder()
  const files = await build({
    projectDir: projectFolder,
    targets: Platform.current().createTarget([...names]),
    config: packageConfig({
      ...{ output, placeholder: placeholder?.folder, signing: signing.kind },
      environment: process.env,
    }),
    publish: 'never',
  }).finally(() => placeholder?.remove())
  await checkFuses(output)
  console.log(`\nBuilt in ${output}:\n${files.map(file => `  ${path.relative(output, file)}`).join('\n')}`)
  if (placeholder) console.log('None of these starts: they were built around a placeholder for Electron.')
}

function lineOf({ name, system, lack }: TargetPlan): string {
  return `${system.padEnd(8)} ${name.padEnd(9)} ${lack === undefined ? 'yes' : `not here: ${lack}`}`
}

function noElectron({ platform }: Machine): string {
  const attempt = platform === 'linux' ? 'What follows is put together around a placeholder and cannot start.' : ''
  return `Electron's binary is not installed and cannot be downloaded. ${attempt}`
}
