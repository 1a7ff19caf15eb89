import { parseArgs } from 'node:util'

/** What electron-builder asks of fpm for a Debian package. */
export type FpmOrder = {
  readonly name: string
  readonly version: string
  readonly architecture: string
  readonly maintainer: string
  readonly homepage: string
  readonly vendor: string
  readonly license: string
  readonly section: string
  readonly priority: string
  readonly description: string // the first line is the summary
  readonly depends: readonly string[]
  readonly recommends: readonly string[]
  readonly compression: string
  readonly afterInstall: string
  readonly afterRemove: string
  readonly packageFile: string
  readonly inputs: readonly { readonly from: string; readonly to: string }[] // folders and files of the package
}

const text = { type: 'string' } as const
const texts = { type: 'string', multiple: true } as const

/** @throws TypeError for an option that is not known here: leaving it out in silence would make another package. */
export function readFpmArguments(args: readonly string[]): FpmOrder {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      force: { type: 'boolean' },
      'input-type': { ...text, short: 's' },
      'output-type': { ...text, short: 't' },
      depends: { ...texts, short: 'd' },
      'deb-recommends': texts,
      'deb-compression': text,
      'deb-priority': text,
      architecture: text,
      'after-install': text,
      'after-remove': text,
      description: text,
      version: text,
      package: text,
      name: text,
      maintainer: text,
      vendor: text,
      url: text,
      license: text,
      category: text,
    },
  })
  if (values['input-type'] !== 'dir' || values['output-type'] !== 'deb') {
    throw new TypeError(
      `Only folders become Debian packages here, got ${values['input-type']} and ${values['output-type']}`,
    )
  }
  const given = (name: keyof typeof values): string => {
    const value = values[name]
    if (typeof value !== 'string') throw new TypeError(`fpm was not told --${name}`)
    return value
  }
  return {
    name: given('name'),
    version: given('version'),
    architecture: given('architecture'),
    maintainer: given('maintainer'),
    homepage: given('url'),
    vendor: given('vendor'),
    license: given('license'),
    section: values.category ?? 'misc',
    priority: given('deb-priority'),
    description: given('description'),
    depends: values.depends ?? [],
    recommends: values['deb-recommends'] ?? [],
    compression: values['deb-compression'] ?? 'xz',
    afterInstall: given('after-install'),
    afterRemove: given('after-remove'),
    packageFile: given('package'),
    inputs: positionals.map(readInput),
  }
}

/** `folder/=/opt/App` or `file=/usr/share/x`. */
function readInput(input: string): { from: string; to: string } {
  const [from, to, ...others] = input.split('=')
  if (!from || !to || others.length > 0) throw new TypeError(`Expected from=to, got ${input}`)
  return { from, to }
}

/** The control file of a Debian package. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function controlFile(order: Omit<FpmOrder, 'afterInstall' | 'afterRemove'>, installedKiB: number): string {
  const [summary = '', ...lines] = order.description.trim().split('\n')
  const fields = [
    ['Package', order.name],
    ['Version', order.version],
    ['License', order.license],
    ['Vendor', order.vendor],
    ['Architecture', order.architecture],
    ['Maintainer', order.maintainer],
    ['Installed-Size', String(installedKiB)],
    ['Depends', order.depends.join(', ')],
    ['Recommends', order.recommends.join(', ')],
    ['Section', order.section],
    ['Priority', order.priority],
    ['Homepage', order.homepage],
    ['Description', [summary, ...lines.map(line => ` ${line.trim() || '.'}`)].join('\n')],
  ]
  return `${fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`
}
