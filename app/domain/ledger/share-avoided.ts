/**
 * What each version of an archive spared, of those that were downloaded from, oldest first. All that was ever fetched of
 * the archive counts against the oldest version first, then against the next: together they spare what they hold less
 * what was fetched, and none of them less than nothing.
 *
 * @param wholeBytes    Size of each version.
 * @param fetchedBytes  Of all versions, for whatever purpose.
 */
export function shareAvoided(wholeBytes: readonly number[], fetchedBytes: number): readonly number[] {
  let uncovered = fetchedBytes
  return wholeBytes.map(whole => {
    const used = Math.min(whole, uncovered)
    uncovered -= used
    return whole - used
  })
}
