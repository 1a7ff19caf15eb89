import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { LogEndText } from './log-end-text.tsx'
import classes from './log-ends.module.css'
import type { LogName } from './read-log-end.ts'

/** Up to here the list of an archive's files is small (about 2 MB), and read without being asked. */
const mostFilesUnasked = 20_000

type LogEndsProps = { readonly task: Pick<Task, 'id' | 'isTerminated' | 'outputFiles'> }

/** The last lines of what a task printed, read out of its archive: errors at once, the rest when unfolded. */
export function LogEnds({ task }: LogEndsProps) {
  const isSmall = task.outputFiles !== null && task.outputFiles <= mostFilesUnasked
  return (
    <div className={classes.root}>
      <LogFold task={task} name="stderr.txt" isOpenAtFirst={isSmall} />
      <LogFold task={task} name="stdout.txt" isOpenAtFirst={false} />
    </div>
  )
}

type LogFoldProps = LogEndsProps & { readonly name: LogName; readonly isOpenAtFirst: boolean }

function LogFold({ task, name, isOpenAtFirst }: LogFoldProps) {
  const { t } = useTranslation('outputs')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <details className={classes.fold} open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t(`log.title.${name === 'stderr.txt' ? 'stderr' : 'stdout'}`)}</summary>
      {isOpen && <LogEndText task={task} name={name} />}
    </details>
  )
}
