/** What lies above the window: what happens behind it is not seen. */
const coverSelector = '[role="dialog"], [role="menu"]'
/** Not the small ones that belong to a button: what is chosen there holds at once. */
const dialogSelector = '[aria-modal="true"]'
/** What is chosen below this holds at once: nothing is lost with the dialog around it. */
const holdsAtOnce = '[data-holds-at-once]'
/** A dialog that has not gone by then, its fading included, wants to stay. */
const goneWithinMs = 1_000

export interface Covers {
  /** Does something once nothing lies above the window, wish after wish. */
  whenGone(act: () => void): void
  /** Forgets what waits. */
  end(): void
}

/**
 * Takes away what lies above the window when something is to be seen there: by Escape, as the person would. A dialog into
 * which something was put stays, and so does one that does not let itself be closed; `onKept` says so, and answers how to
 * take that back.
 */
export function watchCovers(onKept: () => () => void): Covers {
  const ending = new AbortController()
  const { signal } = ending
  const isTouched = watchTouches(signal)
  let waiting: readonly (() => void)[] = []
  let isLifting = false

  const lift = async (): Promise<void> => {
    for (let front = frontCover(); front && !signal.aborted; front = frontCover()) {
      const mayGo = !allCovers().some(isTouched)
      if (mayGo) front.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
      if (await isGone(front, { ms: mayGo ? goneWithinMs : 0, signal })) continue
      const takeBack = onKept()
      await isGone(front, { ms: null, signal })
      takeBack()
    }
  }
  const liftForAll = async (): Promise<void> => {
    isLifting = true
    while (waiting.length > 0) {
      await lift()
      const [next, ...rest] = waiting
      waiting = rest
      next?.()
    }
    isLifting = false
  }
  return {
    whenGone(act) {
      if (!isLifting && !frontCover()) {
        act()
        return
      }
      waiting = [...waiting, act]
      if (!isLifting) void liftForAll()
    },
    end() {
      waiting = []
      ending.abort()
    },
  }
}

/** Follows which dialogs something was put into. */
function watchTouches(signal: AbortSignal): (dialog: Element) => boolean {
  const touched = new WeakSet<Element>()
  const touch = ({ target }: Event): void => {
    if (!(target instanceof Element) || target.closest(holdsAtOnce)) return
    const dialog = target.closest(dialogSelector)
    if (dialog) touched.add(dialog)
  }
  /** The list of a field hangs elsewhere in the page, and a choice from it is no input. */
  const choose = ({ target }: Event): void => {
    const isChoice = target instanceof Element && target.closest('[role="option"]') !== null
    if (isChoice) for (const dialog of document.querySelectorAll(dialogSelector)) touched.add(dialog)
  }
  const listening = { capture: true, signal }
  document.addEventListener('input', touch, listening)
  document.addEventListener('change', touch, listening)
  document.addEventListener('click', choose, listening)
  return dialog => touched.has(dialog)
}

function allCovers(): readonly Element[] {
  return [...document.querySelectorAll(coverSelector)]
}

/** The focus is in the one in front. */
function frontCover(): Element | undefined {
  const covers = allCovers()
  return covers.findLast(cover => cover.contains(document.activeElement)) ?? covers.at(-1)
}

/** Whether an element has left the page by then (null: whenever), or nobody waits any more. */
function isGone(
  element: Element,
  { ms, signal }: { readonly ms: number | null; signal: AbortSignal },
): Promise<boolean> {
  return new Promise(resolve => {
    const end = (isOver: boolean): void => {
      observer.disconnect()
      window.clearTimeout(timer)
      resolve(isOver)
    }
    const look = (): void => {
      if (!element.isConnected) end(true)
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true })
    const timer = ms === null ? undefined : window.setTimeout(() => end(!element.isConnected), ms)
    signal.addEventListener('abort', () => end(true), { once: true })
    look()
  })
}
