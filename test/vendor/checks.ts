import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filesOfZip } from './archive-files.ts'
import type { Outcome, VendorClient } from './vendor-client.ts'
import type { AccountTask } from '../../app/sample/account/account.ts'
import type { TaskStatus } from '../../app/sample/account/statuses.ts'
import type { SampleService } from '../../app/sample/sample-service.ts'

/** What the client is held against. `folder` is empty and the check's own. */
export type Setting = { readonly service: SampleService; readonly client: VendorClient; readonly folder: string }
/** Throws with a sentence when the client does not get along with the service. */
export type Check = { readonly name: string; readonly run: (setting: Setting) => Promise<void> }

export const checks: readonly Check[] = [
  { name: 'tasks list shows the newest tasks', run: listsTasks },
  { name: 'tasks list -a shows all tasks', run: listsAllTasks },
  { name: 'tasks list -p shows the tasks of a project', run: listsProject },
  ...(
    ['success', 'failed', 'computation-started', 'submitted', 'pending-input', 'executer-failed', 'zombie'] as const
  ).map(status => ({
    name: `tasks info explains a task that is ${status}`,
    run: (setting: Setting) => explains(setting, status),
  })),
  { name: 'tasks info shows a task that was pre-empted', run: explainsPreempted },
  { name: 'tasks kill ends a queued task', run: setting => kills(setting, 'submitted') },
  { name: 'tasks kill ends a computing task', run: setting => kills(setting, 'computation-started') },
  ...['snl_swan', 'reef3d', 'swan', 'dualsphysics', 'nwchem', 'openfast'].map(simulator => ({
    name: `tasks download brings all outputs of ${simulator}, byte for byte`,
    run: (setting: Setting) => downloadsAll(setting, simulator),
  })),
  { name: 'tasks download -i brings the inputs', run: downloadsInputs },
  ...['reef3d', 'swan', 'dualsphysics', 'nwchem'].map(simulator => ({
    name: `tasks download --filenames brings chosen outputs of ${simulator}`,
    run: (setting: Setting) => downloadsChosen(setting, finishedTask(setting, simulator)),
  })),
  { name: 'tasks download --filenames reads out of 30 GB', run: s => downloadsChosen(s, largest(s, bytesOf)) },
  {
    name: 'tasks download --filenames reads out of 150,000 entries',
    run: s => downloadsChosen(s, largest(s, entriesOf)),
  },
  { name: 'projects list and storage list work', run: listsProjectsAndStorage },
  { name: 'a script sees the account, a summary of outputs and metadata', run: worksInScripts },
]

async function listsTasks({ service, client, folder }: Setting): Promise<void> {
  const newest = service.account.tasks().slice(0, 10)
  const outcome = succeeded(await client.cli(['tasks', 'list'], folder))
  for (const { plan } of newest) mustContain(outcome, plan.id, plan.simulator)
}

async function listsAllTasks({ service, client, folder }: Setting): Promise<void> {
  const outcome = succeeded(await client.cli(['tasks', 'list', '-a'], folder))
  for (const { plan } of service.account.tasks()) mustContain(outcome, plan.id)
}

async function listsProject({ service, client, folder }: Setting): Promise<void> {
  const outcome = succeeded(await client.cli(['tasks', 'list', '-p', 'motorbike-les'], folder))
  for (const { plan, project } of service.account.tasks()) {
    must(outcome.stdout.includes(plan.id) === (project === 'motorbike-les'), `${plan.id} is in the wrong list`)
  }
}

async function explains(setting: Setting, status: TaskStatus): Promise<void> {
  const { plan } = taskWith(setting, ({ state }) => state.status === status)
  mustContain(succeeded(await setting.client.cli(['tasks', 'info', plan.id], setting.folder)), plan.id)
}

async function explainsPreempted(setting: Setting): Promise<void> {
  const { plan } = taskWith(setting, task => task.plan.retries > 0)
  const outcome = succeeded(await setting.client.cli(['tasks', 'info', plan.id], setting.folder))
  mustContain(outcome, 'Spot Reclaimed', 'Success')
}

async function kills(setting: Setting, status: TaskStatus): Promise<void> {
  const { plan } = taskWith(setting, ({ state }) => state.status === status)
  succeeded(await setting.client.cli(['tasks', 'kill', '-y', '-w', '30', plan.id], setting.folder))
  const now = setting.service.account.task(plan.id)?.state.status
  must(now === 'killed', `the task is ${String(now)}`)
}

async function downloadsAll(setting: Setting, simulator: string): Promise<void> {
  const { plan } = finishedTask(setting, simulator)
  succeeded(await setting.client.cli(['tasks', 'download', plan.id], setting.folder))
  const root = join(setting.folder, 'inductiva_output', plan.id, 'outputs')
  for (const [name, bytes] of await expectedFiles(setting, `${plan.id}/output.zip`)) {
    // The client replaces these characters in a full download, on every system.
    await mustEqualFile(join(root, name.replace(/^artifacts\//, '').replace(/[<>:"|?*]/g, '_')), bytes)
  }
}

async function downloadsInputs(setting: Setting): Promise<void> {
  const { plan } = finishedTask(setting, 'reef3d')
  succeeded(await setting.client.cli(['tasks', 'download', '-i', plan.id], setting.folder))
  const root = join(setting.folder, 'inductiva_output', plan.id, 'inputs')
  for (const [name, bytes] of await expectedFiles(setting, `${plan.id}/input.zip`)) {
    await mustEqualFile(join(root, name), bytes)
  }
}

async function downloadsChosen(setting: Setting, { plan }: AccountTask): Promise<void> {
  const names = ['stdout.txt', 'system_metrics.csv']
  succeeded(await setting.client.cli(['tasks', 'download', plan.id, '--filenames', ...names], setting.folder))
  const root = join(setting.folder, 'inductiva_output', plan.id, 'outputs')
  const output = plan.output()
  for (let index = 0; index < Math.min(output.count, 20); index++) {
    const { name, content } = output.entry(index)
    if (!content || !names.includes(name.replace('artifacts/', ''))) continue
    const bytes = Buffer.alloc(content.sizeBytes)
    content.packed(0).copy(0, bytes.length, bytes, 0)
    await mustEqualFile(join(root, name.replace('artifacts/', '')), bytes)
  }
}

async function listsProjectsAndStorage({ service, client, folder }: Setting): Promise<void> {
  mustContain(succeeded(await client.cli(['projects', 'list'], folder)), 'motorbike-les', 'airfoil-angle-sweep')
  const [task] = service.account.tasks().filter(({ state }) => state.hasOutput)
  const outcome = succeeded(await client.cli(['storage', 'list', '-m', '100'], folder))
  mustContain(outcome, task?.plan.id ?? 'a task with outputs')
  succeeded(await client.cli(['storage', 'size'], folder))
  succeeded(await client.cli(['resources', 'list'], folder))
  mustContain(succeeded(await client.cli(['user', 'info'], folder)), 'sample')
}

async function worksInScripts(setting: Setting): Promise<void> {
  const { plan } = finishedTask(setting, 'nwchem')
  const script = [
    'import inductiva',
    `task = inductiva.tasks.Task(${JSON.stringify(plan.id)})`,
    'task.set_metadata({"note": "checked"})',
    'print(task.get_metadata())',
    'print(task.get_status())',
    'print([file.name for file in task.get_output_info().files])',
    'task.wait(download_std_on_completion=False)',
  ].join('\n')
  mustContain(
    succeeded(await setting.client.script(script, setting.folder)),
    "{'note': 'checked'}",
    'TaskStatusCode.SUCCESS',
    'frequencies.csv',
  )
}

function finishedTask(setting: Setting, simulator: string): AccountTask {
  return taskWith(
    setting,
    ({ plan, state }) => plan.simulator === simulator && state.status === 'success' && !isLarge(plan.id, setting),
  )
}

function isLarge(id: string, { service }: Setting): boolean {
  return (service.objects.find(`${id}/output.zip`)?.sizeBytes ?? 0) > 100e6
}

const bytesOf = (id: string, { service }: Setting): number => service.objects.find(`${id}/output.zip`)?.sizeBytes ?? 0
const entriesOf = (id: string, { service }: Setting): number =>
  service.objects.find(`${id}/output.zip`)?.archive?.count ?? 0

function largest(setting: Setting, measure: (id: string, setting: Setting) => number): AccountTask {
  const tasks = [...setting.service.account.tasks()]
  const [first] = tasks.sort((a, b) => measure(b.plan.id, setting) - measure(a.plan.id, setting))
  if (!first) throw new Error('There is no task')
  return first
}

function taskWith({ service }: Setting, isWanted: (task: AccountTask) => boolean): AccountTask {
  const task = service.account.tasks().find(isWanted)
  if (!task) throw new Error('The sample account has no such task')
  return task
}

async function expectedFiles({ service }: Setting, path: string): Promise<ReadonlyMap<string, Buffer>> {
  const object = service.objects.find(path)
  if (!object) throw new Error(`Nothing is stored at ${path}`)
  return filesOfZip(Buffer.concat([...object.read(0, object.sizeBytes)]))
}

async function mustEqualFile(path: string, expected: Buffer): Promise<void> {
  const found = await readFile(path)
  must(found.equals(expected), `${path} has ${found.length} bytes that are not the ${expected.length} expected ones`)
}

function succeeded(outcome: Outcome): Outcome {
  must(outcome.exitCode === 0, `exit code ${outcome.exitCode}: ${outcome.stderr.slice(-600)}`)
  must(!outcome.stderr.includes('Traceback'), outcome.stderr.slice(-600))
  return outcome
}

function mustContain({ stdout }: Outcome, ...texts: readonly string[]): void {
  for (const text of texts) must(stdout.includes(text), `"${text}" is missing in: ${stdout.slice(0, 1500)}`)
}

function must(isTrue: boolean, message: string): void {
  if (!isTrue) throw new Error(message)
}
