import { app, type Details } from 'electron'
import type { DesktopContext } from './desktop-parts.ts'

/** Notes when a helper of Chromium's is gone (graphics, network, …): it starts anew by itself, and the log says why. */
export function startProcessWatch({ log }: Pick<DesktopContext, 'log'>): () => void {
  const note = (_event: unknown, { type, name, reason, exitCode }: Details) => {
    if (reason !== 'clean-exit') log.warn('A helper process is gone', { type, name, reason, exitCode })
  }
  app.on('child-process-gone', note)
  return () => void app.off('child-process-gone', note)
}
