import { useElementSize } from '@mantine/hooks'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../app/contract/tasks.ts'
import { LogEnds } from '../features/outputs/log-ends.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { TaskDetailPanel } from '../features/tasks/task-detail.tsx'
import { TaskList } from '../features/tasks/task-list.tsx'
import { useTaskViewState } from '../features/tasks/task-view-context.tsx'
import { Splitter } from '../ui/splitter.tsx'
import { useResizable } from '../ui/use-resizable.ts'
import type { DownloadAsk } from './downloads.tsx'
import { everyFile } from './downloads.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { TaskFiles } from './task-files.tsx'
import classes from './workspace.module.css'

type TaskAreaProps = {
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly focusRef: { current: (() => void) | null }
  /** Kept at what downloads the files in sight. */
  readonly filesRef: { current: ((folder?: string) => void) | null }
  /** Something else stands in its place; it keeps its state. */
  readonly isHidden?: boolean
  /** How list and task share the room. `alone`: the task takes the place of the list. */
  readonly layout: 'beside' | 'below' | 'alone'
  readonly onDownload: (ask: DownloadAsk) => void
  readonly onDownloadOfMany: (tasks: readonly Task[]) => void
  readonly onShowTransfers: () => void
}

const smallestList = 320
const smallestDetail = 240

/** The list of tasks and the open task. */
export function TaskArea(props: TaskAreaProps) {
  const {
    isHidden = false,
    searchRef,
    focusRef,
    filesRef,
    layout,
    onDownload,
    onDownloadOfMany,
    onShowTransfers,
  } = props
  const openId = useTaskViewState(state => state.openId)
  const { ref, width, height } = useElementSize()
  const isListHidden = layout === 'alone' && openId !== null
  return (
    <div ref={ref} className={classes.taskArea} data-layout={layout} hidden={isHidden}>
      {/* The list stays mounted below a task that fills the window: it keeps its place and its scroll position. */}
      <div className={classes.listPane} data-region hidden={isListHidden}>
        <ErrorBoundary>
          <TaskList searchRef={searchRef} focusRef={focusRef} onDownload={onDownloadOfMany} />
        </ErrorBoundary>
      </div>
      {openId !== null && (
        <DetailPane
          layout={layout}
          room={{ width, height }}
          filesRef={filesRef}
          onDownload={onDownload}
          onShowTransfers={onShowTransfers}
        />
      )}
    </div>
  )
}

type DetailPaneProps = Pick<TaskAreaProps, 'layout' | 'filesRef' | 'onDownload' | 'onShowTransfers'> & {
  readonly room: { readonly width: number; readonly height: number }
}

function DetailPane({ layout, room, filesRef, onDownload, onShowTransfers }: DetailPaneProps) {
  const { t } = useTranslation('shell')
  const openId = useTaskViewState(state => state.openId)
  const logWantedOf = useTaskViewState(state => state.logWantedOf)
  const { settings } = useSettings()
  const isBeside = layout === 'beside'
  const [chosen, setSize] = useResizable(isBeside ? 'detail-width' : 'detail-height', isBeside ? 620 : 380)
  const max = Math.max(smallestDetail, (isBeside ? room.width : room.height) - (isBeside ? smallestList : 160))
  const size = Math.min(chosen, max)
  if (openId === null) return null
  return (
    <>
      {layout !== 'alone' && (
        <Splitter
          label={t('resize.detail')}
          between={isBeside ? 'columns' : 'rows'}
          isAfter={false}
          size={size}
          min={smallestDetail}
          max={max}
          onResize={setSize}
        />
      )}
      <div className={classes.detailPane} data-region style={layout === 'alone' ? undefined : { flexBasis: size }}>
        <ErrorBoundary>
          <TaskDetailPanel
            key={openId}
            id={openId}
            isAlone={layout === 'alone'}
            pricePerGigabyteUsd={settings.value?.pricePerGigabyteUsd ?? null}
            files={task => (
              <TaskFiles task={task} downloadRef={filesRef} onDownload={onDownload} onShowTransfers={onShowTransfers} />
            )}
            logs={task => <LogEnds task={task} isWanted={task.id === logWantedOf} />}
            onDownload={wish => onDownload({ ...wish, selection: everyFile })}
          />
        </ErrorBoundary>
      </div>
    </>
  )
}
