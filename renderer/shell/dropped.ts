/** What the person dropped into the window, as far as a page can tell. */
export type Dropped =
  | { readonly kind: 'folder' | 'archive' | 'other'; readonly file: File }
  | { readonly kind: 'several' }
  | { readonly kind: 'nothing' }

/** Whether files of the system are dragged, rather than something of this page. */
export function bringsFiles(data: Pick<DataTransfer, 'types'> | null): boolean {
  return data?.types.includes('Files') ?? false
}

/** Only while the drop is handled: browsers forget what it brought right afterwards. */
export function readDropped(data: Pick<DataTransfer, 'files' | 'items'> | null): Dropped {
  const [file, ...others] = data?.files ?? []
  if (!file) return { kind: 'nothing' }
  if (others.length > 0) return { kind: 'several' }
  const item = [...(data?.items ?? [])].find(({ kind }) => kind === 'file')
  if (item?.webkitGetAsEntry()?.isDirectory === true) return { kind: 'folder', file }
  return { kind: /\.zip$/i.test(file.name) ? 'archive' : 'other', file }
}
