import { join } from 'node:path'
import { projectFolder } from '../../build/entries.ts'
import type { DownloadCase } from './measurements.ts'
import { rootFolder } from './workloads.ts'

export const anchorNames = ['rclone+bsdtar', 'aria2c+unzip', 'aria2c+bsdtar', 'curl+unzip', 'vendor'] as const
export type AnchorName = (typeof anchorNames)[number]
export type ContenderName = 'ours' | AnchorName

/** One run of one program. */
export type Job = {
  readonly download: DownloadCase
  readonly url: string
  readonly folder: string // empty, for this run alone
  readonly namesPath: string // a file of the names of what is wanted, one a line
  readonly vendorPython: string | undefined // with the vendor's client installed
}

export type Contender = {
  readonly name: ContenderName
  readonly programs: readonly string[] // that have to be installed
  /** One connection only: paced by the server, so its time is known after one run. */
  readonly isSingleStream: boolean
  command(job: Job): readonly string[] | undefined // undefined where it does not do such a thing
  /** Where the files are in the end. */
  result(job: Job): string
}

export function engineCommand(url: string, folder: string, ...options: readonly string[]): readonly string[] {
  // What `npm run fetch` runs. Without npm, whose own start would be measured, and killed instead of the engine.
  const script = [join(projectFolder, 'build', 'run.js'), join(projectFolder, 'app', 'fetch.ts')]
  return [process.execPath, '--max-semi-space-size=4', ...script, '--url', url, '--to', folder, '--json', ...options]
}

const ours: Contender = {
  name: 'ours',
  programs: [],
  isSingleStream: false,
  command({ download, url, folder }) {
    const options = { everything: [], zip: ['--zip'], some: ['--only', download.glob ?? ''] }
    return engineCommand(url, folder, ...options[download.kind])
  },
  result: ({ folder }) => folder,
}

const vendor: Contender = {
  name: 'vendor',
  programs: [],
  isSingleStream: true,
  command({ download, url, folder, namesPath, vendorPython }) {
    if (download.kind === 'zip' || vendorPython === undefined) return undefined
    const names = download.kind === 'some' ? [namesPath] : []
    return [vendorPython, join(import.meta.dirname, 'vendor-download.py'), url, folder, ...names]
  },
  result: ({ folder }) => folder,
}

// In a shell, $0 is the address, $1 the folder, $2 the name of the zip, $3 what to unpack of it, empty for everything.
const fetchers = {
  // The folder the address is in is the remote, and no file of settings is looked for.
  rclone: `rclone --config '' copyto --multi-thread-streams 16 --multi-thread-cutoff 1M --http-url "\${0%/*}/" ":http:$2" "$1/$2"`,
  aria2c: 'aria2c -q --no-conf -x16 -s16 -k1M --file-allocation=none -d "$1" -o "$2" "$0"',
  curl: 'curl -fsS -o "$1/$2" "$0"',
}
const unpackers = {
  unzip: 'unzip -qq -d "$1" "$1/$2" ${3:+"$3"}',
  bsdtar: 'bsdtar -x -C "$1" -f "$1/$2" ${3:+"$3"}',
}

function anchor(fetcher: keyof typeof fetchers, unpacker: keyof typeof unpackers): Contender {
  const zipName = (url: string) => url.slice(url.lastIndexOf('/') + 1)
  return {
    name: `${fetcher}+${unpacker}` as ContenderName, // of those that `contenders` pairs
    programs: [fetcher, unpacker],
    isSingleStream: fetcher === 'curl',
    command({ download, url, folder }) {
      const steps = download.kind === 'zip' ? [fetchers[fetcher]] : [fetchers[fetcher], unpackers[unpacker]]
      const pattern = download.glob === undefined ? '' : rootFolder + download.glob
      return ['sh', '-c', steps.join(' && '), url, folder, zipName(url), pattern]
    },
    result: ({ download, folder }) => (download.kind === 'zip' ? folder : join(folder, rootFolder)),
  }
}

/** All of them, ours first. */
export const contenders: readonly Contender[] = [
  ours,
  anchor('rclone', 'bsdtar'),
  anchor('aria2c', 'unzip'),
  anchor('aria2c', 'bsdtar'),
  anchor('curl', 'unzip'),
  vendor,
]
