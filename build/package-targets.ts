/** What decides about the packages that can be built: the system and what is installed on it. */
export type Machine = {
  readonly platform: NodeJS.Platform
  readonly hasElectron: boolean // its binary, installed or by download
  readonly canDownload: boolean // electron-builder's own tools
  readonly has7zip: boolean
  readonly hasDpkgDeb: boolean
  readonly hasRpmbuild: boolean
}

const systems = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' } as const
type System = keyof typeof systems

type Target = {
  readonly name: string
  readonly system: System
  readonly lack: (machine: Machine) => string | undefined
}
export type TargetPlan = { readonly name: string; readonly system: string; readonly lack: string | undefined }

const nothing = () => undefined
const tools = (machine: Machine) => (machine.canDownload ? undefined : "electron-builder's tools cannot be downloaded")

const targets: readonly Target[] = [
  { name: 'dir', system: 'linux', lack: nothing },
  { name: 'tar.gz', system: 'linux', lack: machine => (machine.has7zip ? undefined : (tools(machine) ?? undefined)) },
  { name: 'deb', system: 'linux', lack: machine => (machine.hasDpkgDeb ? undefined : tools(machine)) },
  {
    name: 'rpm',
    system: 'linux',
    lack: machine => tools(machine) ?? (machine.hasRpmbuild ? undefined : 'no rpmbuild'),
  },
  { name: 'AppImage', system: 'linux', lack: tools },
  { name: 'dmg', system: 'darwin', lack: tools },
  { name: 'zip', system: 'darwin', lack: tools },
  { name: 'nsis', system: 'win32', lack: tools },
  { name: 'portable', system: 'win32', lack: tools },
]

/** Every package there is, and why it cannot be built here, where it cannot. */
export function planTargets(machine: Machine): readonly TargetPlan[] {
  return targets.map(({ name, system, lack }) => ({
    name,
    system: systems[system],
    lack: machine.platform === system ? lack(machine) : `only on ${systems[system]}`,
  }))
}
