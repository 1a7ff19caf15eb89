/**
 * A text whose plain order is the order people expect of names: numbers by value (`processor2` before `processor10`),
 * decimals as decimals (`0.05` before `0.1`, as time folders are named), letters regardless of case, and names that are
 * numbers before all others.
 */
export function naturalKey(name: string): string {
  const lower = name.toLowerCase()
  if (!/\d/.test(lower)) return lower
  return lower.replace(
    /(\d+)(\.\d+)?/g,
    (_match, whole: string, fraction = '') => countedNumber(whole) + String(fraction),
  )
}

/** Digits after a character that grows with their count: more digits, larger number. Leading zeros count for nothing. */
function countedNumber(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '')
  return String.fromCharCode(48 + Math.min(significant.length, 48)) + significant
}

/** Compares two keys from `naturalKey`. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
