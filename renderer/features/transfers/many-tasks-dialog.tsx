import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import { mostTasksAtOnce } from '../../../app/contract/many-tasks.ts'
import { mostGlobs, type ArchiveKind, type Selection } from '../../../app/contract/outputs.ts'
import type { Task } from '../../../app/contract/tasks.ts'
import type { ConflictPolicy } from '../../../app/contract/transfers.ts'
import { describeGlobProblem, judgeGlob } from '../../../app/domain/archive/globs.ts'
import { foldersOf, judgeTemplate, usualTemplate } from '../../../app/domain/transfer/folder-template.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChipInput } from '../../ui/chip-input.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { problemOf } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { DestinationChoice } from './destination-choice.tsx'
import { ManyTasksFacts } from './many-tasks-facts.tsx'
import { ManyTasksTable } from './many-tasks-table.tsx'
import classes from './many-tasks.module.css'
import { createTaskPreviews, sumPreviews, type PreviewState } from './task-previews.ts'
import { TemplateField } from './template-field.tsx'
import { useTransferStore } from './transfers-context.tsx'
import { useBaseFolder } from './use-base-folder.ts'

type ManyTasksDialogProps = {
  readonly tasks: readonly Task[]
  /** Below which folder, until the person chooses another; the usual one where it is not said. */
  readonly folder?: string | undefined
  readonly app: AppInfo
  readonly pricePerGigabyteUsd: number
  readonly onClose: () => void
  readonly onStarted: () => void
}

/** Downloads the same files of several tasks, each into a folder of its own. */
export function ManyTasksDialog(props: ManyTasksDialogProps) {
  const { tasks, onClose } = props
  const { t } = useTranslation('manyTasks')
  const [isBrowsing, setBrowsing] = useState(false)
  const isTooMany = tasks.length > mostTasksAtOnce
  return (
    <Dialog
      closeOnEscape={!isBrowsing} // which closes the folder browser in front of it
      size={isTooMany ? 'md' : 'xl'}
      onClose={onClose}
      title={t('title', { count: tasks.length, formatted: formatCount(tasks.length) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {isTooMany ? (
        <Stack gap="md">
          <p role="status">{t('tooMany', { most: formatCount(mostTasksAtOnce) })}</p>
          <Group justify="flex-end">
            <Button data-autofocus onClick={onClose}>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Choices {...props} isBrowsing={isBrowsing} onBrowse={setBrowsing} />
      )}
    </Dialog>
  )
}

/** Not while they are looked into: rows would run away from whoever reads them. */
function leftOutLast(tasks: readonly Task[], results: PreviewState['results']): readonly Task[] {
  const isTaken = ({ id }: Task) => results.get(id)?.state === 'found'
  return [...tasks.filter(isTaken), ...tasks.filter(task => !isTaken(task))]
}

type ChoicesProps = ManyTasksDialogProps & {
  readonly isBrowsing: boolean
  readonly onBrowse: (isBrowsing: boolean) => void
}

function Choices({
  tasks,
  folder: startFolder,
  app,
  pricePerGigabyteUsd,
  isBrowsing,
  onBrowse,
  onClose,
  onStarted,
}: ChoicesProps) {
  const { t } = useTranslation('manyTasks')
  const { t: tUi } = useTranslation('ui')
  const { api } = useBridge()
  const transfers = useTransferStore()
  const [archive, setArchive] = useState<ArchiveKind>('output')
  const [globs, setGlobs] = useState<readonly string[]>([])
  const [template, setTemplate] = useState(() => usualTemplate('output'))
  const [folder, setFolder] = useState<string | null>(startFolder ?? null)
  const [conflicts, setConflicts] = useState<ConflictPolicy>('skip-identical')
  const { base, thrown } = useBaseFolder(folder)
  const [previews] = useState(() => createTaskPreviews(api))
  const state = useStore(previews)
  const { run, isBusy, problem } = usePerform()

  const selection = useMemo((): Selection => {
    return globs.length === 0 ? { include: [''], exclude: [] } : { include: [], exclude: [], globs: [...globs] }
  }, [globs])
  useEffect(() => {
    previews.look({ taskIds: tasks.map(({ id }) => id), archive, selection })
    return () => previews.stop()
  }, [previews, tasks, archive, selection])

  const sum = sumPreviews(state.results)
  const isNamed = judgeTemplate(template) === null
  const taken = tasks.filter(({ id }) => ['found', undefined].includes(state.results.get(id)?.state))
  const folders = isNamed ? foldersOf(template, archive, taken) : new Map<Task['id'], string>()
  const freeBytes = base ? base.freeBytes : undefined
  const isShort = typeof freeBytes === 'number' && freeBytes < sum.writeBytes
  const isLookedAt = !state.isLooking && state.results.size === tasks.length
  const canStart = isLookedAt && isNamed && sum.tasks > 0 && base !== null && base.problem === null && !isShort
  const start = () =>
    run(async () => {
      const taskIds = taken.map(({ id }) => id)
      const started = await api.startTransfers({ taskIds, archive, selection, baseFolder: folder, template, conflicts })
      transfers.acceptStarted(started.transfers)
      onStarted()
    })
  const changeArchive = (next: ArchiveKind) => {
    if (template === usualTemplate(archive)) setTemplate(usualTemplate(next))
    setArchive(next)
  }
  return (
    <Stack gap="md">
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label={t('archive.label')}
          data={(['output', 'input'] as const).map(value => ({ value, label: t(`archive.${value}`) }))}
          value={archive}
          onChange={changeArchive}
        />
        <ChipInput
          label={t('globs.label')}
          description={t('globs.help')}
          placeholder={t('globs.placeholder')}
          addLabel={t('globs.add')}
          removeLabel={glob => t('globs.remove', { glob })}
          chips={globs.map(text => ({ text }))}
          problemOf={whyNoGlob}
          onAdd={glob => setGlobs([...globs, glob])}
          onRemove={glob => setGlobs(globs.filter(other => other !== glob))}
        />
        <DestinationChoice
          app={app}
          folder={folder}
          usualFolder={base?.path ?? null}
          isBrowsing={isBrowsing}
          onBrowse={onBrowse}
          onChange={setFolder}
        />
        <TemplateField template={template} usual={usualTemplate(archive)} onChange={setTemplate} />
      </div>
      <ManyTasksFacts
        previews={previews}
        state={state}
        total={tasks.length}
        freeBytes={freeBytes}
        pricePerGigabyteUsd={pricePerGigabyteUsd}
      />
      <ManyTasksTable
        tasks={isLookedAt ? leftOutLast(tasks, state.results) : tasks}
        results={state.results}
        folders={folders}
        pricePerGigabyteUsd={pricePerGigabyteUsd}
      />
      <ConflictChoice conflicts={conflicts} onChange={setConflicts} />
      {isShort && <FailureNotice problem={{ message: shortOf(freeBytes), remedy: 'none', details: null }} />}
      {base?.problem && <FailureNotice problem={base.problem} />}
      {thrown !== null && <FailureNotice problem={problemOf(thrown, tUi('unexpected'))} />}
      {problem && <FailureNotice problem={problem} remedies={{ retry: start }} isBusy={isBusy} />}
      <div className={classes.footer}>
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button loading={isBusy} disabled={!canStart} onClick={start}>
          {t('start', { count: sum.tasks, formatted: formatCount(sum.tasks) })}
        </Button>
      </div>
    </Stack>
  )

  function whyNoGlob(glob: string): string | null {
    if (globs.includes(glob)) return t('globs.isThere')
    if (globs.length >= mostGlobs) return t('globs.tooMany', { most: formatCount(mostGlobs) })
    const found = judgeGlob(glob)
    return found && describeGlobProblem(found)
  }

  function shortOf(free: number): string {
    return t('short', { needed: formatBytes(sum.writeBytes), free: formatBytes(free) })
  }
}
