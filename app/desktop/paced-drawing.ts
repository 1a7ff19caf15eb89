export type Pace = {
  /** The shortest time from one look to the next. */
  readonly leastMs: number
  /** Looks again after this time though nobody asked: what is drawn grows old by itself. */
  readonly againMs: number
}

/** Draws what there is to see soon after it may have changed, and only where it has. */
export interface PacedDrawing {
  /** What is drawn may have changed. */
  changed(): void
  end(): void
}

/** @param see  What is to be drawn now; undefined while nothing is known. Compared by its content. */
export function createPacedDrawing<View>(
  { leastMs, againMs }: Pace,
  see: () => View | undefined,
  draw: (view: View) => void,
): PacedDrawing {
  let drawn = ''
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    timer = undefined
    const view = see()
    const content = JSON.stringify(view)
    if (view === undefined || content === drawn) return
    drawn = content
    draw(view)
  }
  const changed = () => {
    timer ??= setTimeout(look, leastMs)
  }
  const again = setInterval(changed, againMs)
  return {
    changed,
    end() {
      clearInterval(again)
      clearTimeout(timer)
    },
  }
}
