/** Where a row stands: in which listing (a folder's path, or a search), and at which place in it. */
export type RowAddress = { readonly listing: string; readonly index: number }

/** What is known of the tree: sizes of listings, and which folders are open. Positions change with the sort order. */
export type TreeShape = {
  readonly root: string
  readonly totals: ReadonlyMap<string, number>
  readonly open: ReadonlySet<string>
  /** Place of a folder in its parent's listing, for folders seen since the sort order was chosen. */
  readonly positions: ReadonlyMap<string, RowAddress>
}

/** One open listing with the open folders inside it, in order. `rows` counts all of them. */
export type Layout = {
  readonly listing: string
  readonly depth: number
  readonly total: number
  readonly rows: number
  readonly openInside: readonly { readonly index: number; readonly layout: Layout }[]
}

export type PlacedRow = RowAddress & { readonly depth: number }

/** Lays the open folders out as one list of rows. Folders whose place or size is not known yet take no rows. */
export function layOut(shape: TreeShape): Layout {
  const inside = new Map<string, { folder: string; index: number }[]>()
  for (const folder of shape.open) {
    const place = shape.positions.get(folder)
    if (!place || !shape.totals.has(folder)) continue
    const siblings = inside.get(place.listing) ?? []
    siblings.push({ folder, index: place.index })
    inside.set(place.listing, siblings)
  }
  return layOutListing(shape, inside, { listing: shape.root, depth: 0 })
}

/** The row at a place of the whole list, or undefined beyond its end. */
export function rowAt(layout: Layout, flatIndex: number): PlacedRow | undefined {
  let before = 0 // rows of open folders above, which are not part of this listing
  for (const { index, layout: child } of layout.openInside) {
    const childStart = index + 1 + before
    if (flatIndex < childStart) break
    if (flatIndex < childStart + child.rows) return rowAt(child, flatIndex - childStart)
    before += child.rows
  }
  const index = flatIndex - before
  if (index < 0 || index >= layout.total) return undefined
  return { listing: layout.listing, index, depth: layout.depth }
}

/** Where an address stands in the whole list, or -1 when its listing is not open. */
export function flatIndexOf(layout: Layout, address: RowAddress): number {
  if (layout.listing === address.listing) {
    const above = layout.openInside.filter(child => child.index < address.index)
    return address.index + above.reduce((rows, child) => rows + child.layout.rows, 0)
  }
  let before = 0
  for (const { index, layout: child } of layout.openInside) {
    const found = flatIndexOf(child, address)
    if (found >= 0) return index + 1 + before + found
    before += child.rows
  }
  return -1
}

function layOutListing(
  shape: TreeShape,
  inside: ReadonlyMap<string, readonly { folder: string; index: number }[]>,
  { listing, depth }: { readonly listing: string; readonly depth: number },
): Layout {
  const openInside = (inside.get(listing) ?? [])
    .toSorted((a, b) => a.index - b.index)
    .map(({ folder, index }) => ({
      index,
      layout: layOutListing(shape, inside, { listing: folder, depth: depth + 1 }),
    }))
  const total = shape.totals.get(listing) ?? 0
  const rows = openInside.reduce((sum, child) => sum + child.layout.rows, total)
  return { listing, depth, total, rows, openInside }
}
