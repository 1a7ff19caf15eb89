/** How far toasts reach into the window from its right edge: their width and the gaps beside them. */
export const toastWidth = 340
const reachPixels = toastWidth + 2 * 16

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>
type Size = { readonly width: number; readonly height: number }
export type ToastCorner = 'bottom-right' | 'top-right'

/** The corner in which toasts leave in sight what has the focus: the upper one only where that lies in their lower one. */
export function toastCorner(focused: Box | null, window: Size): ToastCorner {
  if (focused === null || focused.right <= window.width - reachPixels) return 'bottom-right'
  const isInUpperHalf = focused.top < window.height / 2
  return isInUpperHalf ? 'bottom-right' : 'top-right'
}
