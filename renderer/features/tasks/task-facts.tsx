import { useTranslation } from 'react-i18next'
import type { Task, TaskDetail } from '../../../app/contract/tasks.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { TimeText } from '../../ui/time-text.tsx'
import { Fact, FactGroup, FactList } from './facts.tsx'
import classes from './facts.module.css'
import { machineName } from './machine-name.ts'
import { TaskDuration } from './task-duration.tsx'

export function TimesFacts({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const at = (timeMs: number | null) => (timeMs === null ? null : <TimeText timeMs={timeMs} />)
  return (
    <FactGroup title={t('detail.section.times')}>
      <FactList>
        <Fact term={t('detail.duration')}>
          <TaskDuration task={task} />
        </Fact>
        <Fact term={t('detail.created')}>{at(task.createdAtMs)}</Fact>
        <Fact term={t('detail.inputSubmitted')}>{at(task.inputSubmittedAtMs)}</Fact>
        <Fact term={t('detail.started')}>{at(task.startedAtMs)}</Fact>
        <Fact term={t('detail.computationStarted')}>{at(task.computationStartedAtMs)}</Fact>
        <Fact term={t('detail.computationEnded')}>{at(task.computationEndedAtMs)}</Fact>
        <Fact term={t('detail.ended')}>{at(task.endedAtMs)}</Fact>
        <Fact term={t('detail.retries')}>
          {task.retries > 0 && t('detail.retriesCount', { count: task.retries, formatted: formatCount(task.retries) })}
        </Fact>
      </FactList>
    </FactGroup>
  )
}

export function MachineFacts({ detail }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks')
  const { machine, machineGroup } = detail.task
  const cpus = machine?.cpuCount ?? null
  const memory = machine?.memoryBytes ?? null
  return (
    <FactGroup title={t('detail.section.machine')}>
      {machine === null && <p className={classes.note}>{t('detail.noMachine')}</p>}
      <FactList>
        <Fact term={t('detail.machineType')}>{machine && machineName(machine)}</Fact>
        <Fact term={t('detail.machineName')}>{machine?.name}</Fact>
        <Fact term={t('detail.machineGroup')}>{machineGroup}</Fact>
        <Fact term={t('detail.cpus')}>
          {cpus === null ? null : t('detail.cpuCount', { formatted: formatCount(cpus) })}
        </Fact>
        <Fact term={t('detail.memory')}>{memory === null ? null : formatBytes(memory)}</Fact>
        <Fact term={t('detail.region')}>{detail.region}</Fact>
      </FactList>
    </FactGroup>
  )
}

export function SizeFacts({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks')
  const size = (bytes: number | null) =>
    bytes === null ? null : <span title={formatExactBytes(bytes)}>{formatBytes(bytes)}</span>
  const isKnown = task.outputZippedBytes !== null || task.outputBytes !== null || task.outputFiles !== null
  return (
    <FactGroup title={t('detail.section.sizes')}>
      {!isKnown && <p className={classes.note}>{task.isTerminated ? t('cell.notKnown') : t('detail.sizesLater')}</p>}
      <FactList>
        <Fact term={t('detail.outputZipped')}>{size(task.outputZippedBytes)}</Fact>
        <Fact term={t('detail.outputUnpacked')}>{size(task.outputBytes)}</Fact>
        <Fact term={t('detail.outputFiles')}>{task.outputFiles === null ? null : formatCount(task.outputFiles)}</Fact>
      </FactList>
    </FactGroup>
  )
}

export function MoreFacts({ detail }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks')
  if (detail.containerImage === null && detail.storagePath === null && detail.commands.length === 0) return null
  return (
    <FactGroup title={t('detail.section.more')}>
      <FactList>
        <Fact term={t('detail.container')}>{detail.containerImage}</Fact>
        <Fact term={t('detail.storage')}>{detail.storagePath}</Fact>
      </FactList>
      {detail.commands.length > 0 && (
        <details className={classes.more}>
          <summary>{t('detail.section.commands')}</summary>
          <pre className={classes.pre}>{detail.commands.join('\n')}</pre>
        </details>
      )}
    </FactGroup>
  )
}
