/** Those who wait, first come, first served. */
export interface Line {
  /** Resolves once nobody is before. Rejects when the signal aborts. */
  join(signal: AbortSignal): Promise<void>
  /** For the first one, who goes. */
  leave(): void
}

export function createLine(): Line {
  const behind: (() => void)[] = []
  let isSomebodyFirst = false
  return {
    join(signal) {
      signal.throwIfAborted()
      if (isSomebodyFirst) return waitBehind(behind, signal)
      isSomebodyFirst = true
      return Promise.resolve()
    },
    leave() {
      const next = behind.shift()
      if (next) next()
      else isSomebodyFirst = false
    },
  }
}

function waitBehind(line: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const goFirst = (): void => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    }
    const giveUp = (): void => {
      line.splice(line.indexOf(goFirst), 1)
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whoever aborts says why
      reject(signal.reason)
    }
    line.push(goFirst)
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
