import { Button, Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task, TaskId } from '../../../app/contract/tasks.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { MetadataTable } from './metadata-table.tsx'
import classes from './task-detail.module.css'
import { TaskHeader, type DownloadWish } from './task-header.tsx'
import { TaskOverview } from './task-overview.tsx'
import { detailTabs, type DetailTab } from './task-view.ts'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'
import { useTaskDetail } from './use-task-detail.ts'

type TaskDetailPanelProps = {
  readonly id: TaskId
  readonly isAlone: boolean
  readonly pricePerGigabyteUsd: number | null
  /** Draws the files of a task: another feature's. */
  readonly files: (task: Task) => ReactNode
  /** Draws what a failed task with outputs printed last: another feature's. */
  readonly logs: (task: Task) => ReactNode
  readonly onDownload: (wish: DownloadWish) => void
}

/** One task in full. */
export function TaskDetailPanel(props: TaskDetailPanelProps) {
  const { id, isAlone, pricePerGigabyteUsd, files, logs, onDownload } = props
  const { t } = useTranslation('tasks')
  const { detail, problem, reload } = useTaskDetail(id)
  const view = useTaskView()
  const tab = useTaskViewState(state => state.tab)
  return (
    <section aria-label={t('detail.label', { id })} className={classes.root}>
      {detail && <TaskHeader task={detail.task} {...{ isAlone, pricePerGigabyteUsd, onDownload }} />}
      {problem && (
        <div className={classes.notice}>
          <FailureNotice problem={problem} remedies={{ retry: reload }} />
          {!detail && (
            <Button mt="xs" variant="default" onClick={() => view.closeTask()}>
              {t(isAlone ? 'detail.back' : 'detail.close')}
            </Button>
          )}
        </div>
      )}
      {!detail && !problem && <EmptyState message={t('detail.loading')} />}
      {detail && (
        <Tabs
          value={tab}
          onChange={next => view.showTab(next as DetailTab)}
          keepMounted={false}
          className={classes.tabs}
        >
          <Tabs.List aria-label={t('detail.tabs')}>
            {detailTabs.map(name => (
              <Tabs.Tab key={name} value={name}>
                {t(`detail.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" className={classes.panel} tabIndex={0}>
            <TaskOverview
              detail={detail}
              pricePerGigabyteUsd={pricePerGigabyteUsd}
              logs={logs}
              onReload={reload}
              onShowFiles={() => view.showTab('files')}
            />
          </Tabs.Panel>
          <Tabs.Panel value="files" className={classes.filesPanel}>
            {files(detail.task)}
          </Tabs.Panel>
          <Tabs.Panel value="metadata" className={classes.panel} tabIndex={0}>
            <MetadataTable metadata={detail.task.metadata} />
          </Tabs.Panel>
        </Tabs>
      )}
    </section>
  )
}
