const signature = 0x04034b50
const fixedBytes = 30

/** How many bytes to fetch before `localHeaderBytes` can tell. */
export const localHeaderProbeBytes = fixedBytes

/**
 * How long the local header at `offset` is: the entry's data follows it. Its name and extra field may differ in length
 * from those in the central directory, so only the header itself can tell. Undefined where there is none.
 */
export function localHeaderBytes(bytes: Uint8Array, offset: number): number | undefined {
  if (offset < 0 || offset + fixedBytes > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, fixedBytes)
  if (view.getUint32(0, true) !== signature) return undefined
  return fixedBytes + view.getUint16(26, true) + view.getUint16(28, true)
}
