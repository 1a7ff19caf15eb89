import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { markRow } from './find-text.ts'
import classes from './text-preview.module.css'
import { rowCount, rowOf, rowText, type TextRows } from './text-rows.ts'
import type { Finding } from './use-find.ts'

const lineHeight = 18
const rowsAround = 30

type TextViewProps = {
  readonly name: string
  readonly rows: TextRows
  readonly isWrapped: boolean
  readonly finding: Finding
}

/** A text of any length by its lines, with numbers. Only the lines on screen are drawn. */
export function TextView({ name, rows, isWrapped, finding }: TextViewProps) {
  const { t } = useTranslation('outputs')
  const scroller = useRef<HTMLDivElement>(null)
  const { matches, current, wanted } = finding
  // eslint-disable-next-line react-hooks/incompatible-library -- the React compiler, which it warns for, is not in use
  const virtualizer = useVirtualizer({
    count: rowCount(rows),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: rowsAround,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, isWrapped])
  const at = matches[current]
  useEffect(() => {
    if (at !== undefined) virtualizer.scrollToIndex(rowOf(rows, at), { align: 'center' })
  }, [virtualizer, rows, at])

  const items = virtualizer.getVirtualItems()
  const digits = String(rows.lineCount).length
  const width = isWrapped ? '100%' : `calc(${rows.longest + digits + 6}ch)`
  return (
    <div ref={scroller} role="document" tabIndex={0} aria-label={t('preview.text', { name })} className={classes.text}>
      <div className={classes.lines} style={{ height: virtualizer.getTotalSize(), width }} data-wrapped={isWrapped}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            ref={isWrapped ? virtualizer.measureElement : undefined}
            data-index={index}
            className={classes.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            <span className={classes.lineNumber} style={{ minWidth: `${digits}ch` }} aria-hidden>
              {rows.lines[index] === 0 ? '' : rows.lines[index]}
            </span>
            <span className={classes.lineText}>
              {markRow(rowText(rows, index), rows.starts[index] ?? 0, matches, wanted.length).map((piece, i) =>
                piece.match === null ? (
                  piece.text
                ) : (
                  <mark key={i} data-current={piece.match === current}>
                    {piece.text}
                  </mark>
                ),
              )}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
