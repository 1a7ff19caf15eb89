import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../features/settings/settings-context.tsx'
import type { DownloadWish } from '../features/transfers/download-request.ts'
import { TransfersPanel } from '../features/transfers/transfers-panel.tsx'
import { Splitter } from '../ui/splitter.tsx'
import { useResizable } from '../ui/use-resizable.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import classes from './workspace.module.css'

type TransfersDrawerProps = {
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onElsewhere: (wish: DownloadWish) => void
}

/** The transfers at the bottom of the window. They take room from what is above and never cover it. */
export function TransfersDrawer({ isOpen, onToggle, onElsewhere }: TransfersDrawerProps) {
  const { t } = useTranslation('shell')
  const { app } = useSettings()
  const [size, setSize] = useResizable('transfers', 240)
  const drawer = useRef<HTMLDivElement>(null)
  useHeightForToasts(drawer, app !== null)
  if (app === null) return null
  return (
    <>
      {isOpen && (
        <Splitter
          label={t('resize.transfers')}
          between="rows"
          isAfter={false}
          size={size}
          min={120}
          max={Math.max(120, Math.round(window.innerHeight * 0.6))}
          onResize={setSize}
        />
      )}
      <div ref={drawer} className={classes.transfers} data-region style={isOpen ? { height: size } : undefined}>
        <ErrorBoundary>
          <TransfersPanel app={app} isOpen={isOpen} onToggle={onToggle} onElsewhere={onElsewhere} />
        </ErrorBoundary>
      </div>
    </>
  )
}

/** Toasts come up above the transfers, whose buttons they would cover. */
function useHeightForToasts(drawer: RefObject<HTMLElement | null>, isThere: boolean): void {
  useEffect(() => {
    const { current } = drawer
    if (!current || !isThere) return undefined
    const { style } = document.documentElement
    const watch = new ResizeObserver(() => style.setProperty('--transfers-height', `${current.offsetHeight}px`))
    watch.observe(current)
    return () => {
      watch.disconnect()
      style.removeProperty('--transfers-height')
    }
  }, [drawer, isThere])
}
