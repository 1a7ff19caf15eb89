import {
  IconCube,
  IconFile,
  IconFileText,
  IconFolder,
  IconFolderOpen,
  IconLink,
  IconPhoto,
  IconTable,
} from '@tabler/icons-react'
import type { EntryRow } from '../../../app/contract/outputs.ts'

const icons = {
  text: IconFileText,
  table: IconTable,
  image: IconPhoto,
  model: IconCube,
} as const

const kinds: Readonly<Record<string, keyof typeof icons>> = {
  ...namesOf('text', 'txt log out err inp in nml cas yaml yml json xml md sh py cfg ini def mdp top gro'),
  ...namesOf('table', 'csv dat tbl tsv xvg ener'),
  ...namesOf('image', 'png jpg jpeg gif svg webp bmp mp4'),
  ...namesOf('model', 'vtk vtp vtu vts vti pvd pvtu stl obj ply nc h5 hdf5 hdf slf bi4'),
}

function namesOf(kind: keyof typeof icons, extensions: string) {
  return Object.fromEntries(extensions.split(' ').map(extension => [extension, kind]))
}

/** What an entry is, at a glance. The name beside it says the same. */
export function EntryIcon({ entry, isOpen }: { readonly entry: EntryRow; readonly isOpen: boolean }) {
  if (entry.kind === 'folder')
    return isOpen ? <IconFolderOpen size={16} aria-hidden /> : <IconFolder size={16} aria-hidden />
  if (entry.kind === 'link') return <IconLink size={16} aria-hidden />
  const kind = kinds[entry.name.split('.').at(-1)?.toLowerCase() ?? '']
  const Icon = kind === undefined ? IconFile : icons[kind]
  return <Icon size={16} aria-hidden />
}
