/** The parts of the window that F6 walks through, in the order of the page. */
const regionSelector = '[data-region]'
const focusableSelector =
  '[role="grid"], [role="treegrid"], button:not(:disabled), input:not(:disabled), a[href], [tabindex="0"]'

/** Puts the focus into the next region of the window, or the previous one; regions that are not shown are passed over. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(regionSelector)].filter(region => region.offsetHeight > 0)
  if (regions.length === 0) return
  const current = regions.findIndex(region => region.contains(document.activeElement))
  const next = regions[current === -1 ? 0 : (current + step + regions.length) % regions.length]
  next?.querySelector<HTMLElement>(focusableSelector)?.focus()
}
