import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandName } from '../../app/contract/commands.ts'
import type { TaskId } from '../../app/contract/tasks.ts'
import type { WindowRequest } from '../../app/contract/window-requests.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { useTaskView } from '../features/tasks/task-view-context.tsx'
import { perform } from '../ui/perform.ts'
import { say } from './say.ts'
import type { WhenUncovered } from './use-covers.ts'
import type { ShowTask } from './use-show-task.ts'

type Reach = {
  readonly runCommand: (command: CommandName) => void
  readonly showTask: ShowTask
  readonly askToDownload: (taskId: TaskId) => void
  /** Whether what a command opens is in front already. */
  readonly isShown: (command: CommandName) => boolean
  readonly whenUncovered: WhenUncovered
}

/**
 * Carries out what the menu, the tray, notices and links ask of the window, those first that came before it stood. Nothing
 * is done behind a dialog: it goes first, or what is asked waits for its end.
 */
export function useWindowRequests({ runCommand, showTask, askToDownload, isShown, whenUncovered }: Reach): void {
  const view = useTaskView()
  const carryOut = (request: WindowRequest): void => {
    switch (request.kind) {
      case 'show-task':
        showTask(request.taskId, request.tab)
        return
      case 'show-log':
        view.showLog(request.taskId)
        return
      case 'download-task':
        view.openTask(request.taskId)
        askToDownload(request.taskId)
        return
      case 'run-command':
        runCommand(request.command)
        return
      case 'say':
        say(request.sentence, request.isProblem)
    }
  }
  const latest = useRef(carryOut)
  useEffect(() => {
    latest.current = carryOut
  })
  useRequests(true, request => {
    if (request.kind === 'say') carryOut(request)
    else if (request.kind !== 'run-command' || !isShown(request.command)) whenUncovered(() => latest.current(request))
  })
}

/** Says what is to be said while nobody is signed in. Everything else waits until somebody is. */
export function useSentences(): void {
  useRequests(false, request => {
    if (request.kind === 'say') say(request.sentence, request.isProblem)
  })
}

function useRequests(isSignedIn: boolean, carryOut: (request: WindowRequest) => void): void {
  const { t } = useTranslation('ui')
  const bridge = useBridge()
  const latest = useRef(carryOut)
  useEffect(() => {
    latest.current = carryOut
  })
  useEffect(() => {
    const stop = bridge.on('windowRequested', request => latest.current(request))
    const take = bridge.api.takeWindowRequests({ isSignedIn })
    perform(
      take.then(({ requests }) => requests.forEach(request => latest.current(request))),
      t('unexpected'),
      () => undefined,
    )
    return stop
  }, [bridge, t, isSignedIn])
}
