import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { LogEndText } from './log-end-text.tsx'
import classes from './log-ends.module.css'
import type { LogName } from './read-log-end.ts'

/** Up to here the list of an archive's files is small (about 2 MB), and read without being asked. */
const mostFilesUnasked = 20_000

type LogEndsProps = {
  readonly task: Pick<Task, 'id' | 'isTerminated' | 'outputFiles'>
  /** Somebody asked for it: all of it is unfolded and comes into sight. */
  readonly isWanted?: boolean
}

/** The last lines of what a task printed, read out of its archive: errors at once, the rest when unfolded. */
export function LogEnds({ task, isWanted = false }: LogEndsProps) {
  const isSmall = task.outputFiles !== null && task.outputFiles <= mostFilesUnasked
  const rootRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isWanted) return
    rootRef.current?.scrollIntoView({ block: 'start' })
    rootRef.current?.querySelector('summary')?.focus()
  }, [isWanted])
  return (
    <div ref={rootRef} className={classes.root}>
      <LogFold key={`errors ${isWanted}`} task={task} name="stderr.txt" isOpenAtFirst={isSmall || isWanted} />
      <LogFold key={`output ${isWanted}`} task={task} name="stdout.txt" isOpenAtFirst={isWanted} />
    </div>
  )
}

type LogFoldProps = Pick<LogEndsProps, 'task'> & { readonly name: LogName; readonly isOpenAtFirst: boolean }

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
