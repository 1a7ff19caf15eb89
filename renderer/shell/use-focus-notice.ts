import { useEffect } from 'react'
import { useBridge } from '../bridge/bridge-context.tsx'

/** Tells the core when someone looks again, or the network is back, so that nobody looks at an old list. */
export function useFocusNotice(): void {
  const { api } = useBridge()
  useEffect(() => {
    const notice = () => {
      if (document.visibilityState === 'hidden') return
      // A hint. Where it does not arrive the list says its age, and the next cycle asks anyway.
      api.noticeFocus({}).catch(() => undefined)
    }
    window.addEventListener('focus', notice)
    window.addEventListener('online', notice)
    document.addEventListener('visibilitychange', notice)
    return () => {
      window.removeEventListener('focus', notice)
      window.removeEventListener('online', notice)
      document.removeEventListener('visibilitychange', notice)
    }
  }, [api])
}
