/**
 * Gives memory back at once that is used up: garbage collection would come to it late, and more often for it. Nothing
 * may look at the bytes afterwards, nor at what lies before them in the same memory. Bytes that do not reach to its end
 * are left alone, as more may follow them there. Never for memory of Node's pool of small buffers.
 */
export function releaseMemory({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteOffset + byteLength === buffer.byteLength) buffer.transfer(0)
}
