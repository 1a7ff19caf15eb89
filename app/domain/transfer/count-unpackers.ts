/** More than these would wait for the disk, and each takes some 25 MiB. */
const most = 4

/**
 * How many threads unpack entries: one per core is best. Never one alone, which would leave nobody to unpack small
 * entries while it waits for the bytes of a large one.
 */
export function countUnpackers(cores: number): number {
  return Math.min(Math.max(cores, 2), most)
}
