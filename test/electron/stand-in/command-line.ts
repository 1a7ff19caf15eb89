/** `electron [-r module]… [--switch]… <app> [arguments]`, as the real binary reads it. */
export type CommandLine = {
  readonly appPath: string
  readonly preloadedModules: readonly string[]
  readonly switches: readonly string[]
  readonly inspectPort: number | undefined // 0: any free one
}

export function readCommandLine(args: readonly string[]): CommandLine {
  const preloadedModules: string[] = []
  const switches: string[] = []
  let index = 0
  for (; args[index]?.startsWith('-'); index++) {
    if (args[index] === '-r') preloadedModules.push(args[++index] ?? '')
    else switches.push(args[index] ?? '')
  }
  const inspect = switches.find(text => text.startsWith('--inspect='))
  return {
    appPath: args[index] ?? '.',
    preloadedModules,
    switches,
    inspectPort: inspect === undefined ? undefined : Number(inspect.slice('--inspect='.length)),
  }
}
