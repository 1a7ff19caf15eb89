import { useMediaQuery } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../app/contract/session.ts'
import { NoticesProvider } from '../features/notices/notices-context.tsx'
import { KillDialog } from '../features/tasks/kill-dialog.tsx'
import { TaskViewProvider } from '../features/tasks/task-view-context.tsx'
import { TransfersProvider } from '../features/transfers/transfers-context.tsx'
import { NewsAfterUpdate } from '../features/updates/news-after-update.tsx'
import { Banners } from './banners.tsx'
import { useDownloads } from './downloads.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { Ledger } from './ledger.tsx'
import { NoticeCenter } from './notice-center.tsx'
import { Settings } from './settings.tsx'
import { Sidebar } from './sidebar.tsx'
import { TaskArea } from './task-area.tsx'
import { TopBar } from './top-bar.tsx'
import { TransfersDrawer } from './transfers-drawer.tsx'
import { useCommands } from './use-commands.ts'
import { useCovers } from './use-covers.ts'
import { useFileDrops } from './use-file-drops.tsx'
import { useFocusNotice } from './use-focus-notice.ts'
import { useFolderDrops } from './use-folder-drops.ts'
import { useLocalArchive } from './use-local-archive.tsx'
import { useShowTask } from './use-show-task.ts'
import { useWindowRequests } from './use-window-requests.ts'
import { useWindowTitle } from './use-window-title.ts'
import classes from './workspace.module.css'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** The window of someone who is signed in. Another account starts from fresh state. */
export function Workspace({ session }: { readonly session: SignedIn }) {
  return (
    <TaskViewProvider key={session.profile.id}>
      <TransfersProvider profileId={session.profile.id}>
        <NoticesProvider>
          <Frame session={session} />
        </NoticesProvider>
      </TransfersProvider>
    </TaskViewProvider>
  )
}

type OpenDialog = 'settings' | 'price' | 'noticeRules' | 'help' | 'ledger' | 'notices' | null

/** Ways into the settings that lead to one of their sections. */
const settingsAt = { settings: undefined, price: 'downloads', noticeRules: 'notices' } as const

function Frame({ session }: { readonly session: SignedIn }) {
  const { t } = useTranslation('shell')
  const isNarrow = useMediaQuery('(max-width: 699px)', false, { getInitialValueInEffect: false })
  const isMedium = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
  const searchRef = useRef<HTMLInputElement>(null)
  const filesRef = useRef<((folder?: string) => void) | null>(null)
  const focusRef = useRef<(() => void) | null>(null)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const [isTransfersOpen, setTransfersOpen] = useState(false)
  const downloads = useDownloads(() => setTransfersOpen(true))
  const local = useLocalArchive(downloads.askAgain, () => setTransfersOpen(true))
  const saveSelectionTo = useFolderDrops(downloads, filesRef)
  const dropHint = useFileDrops({
    onArchive: local.open,
    onFolder: folder => local.extract(folder) || saveSelectionTo(folder),
  })
  const toggleTransfers = () => setTransfersOpen(isOpen => !isOpen)
  useWindowTitle()
  useFocusNotice()
  const act = useCommands({
    searchRef,
    filesRef,
    toggleTransfers,
    openArchive: local.ask,
    extract: local.extract,
    openDialog: setDialog,
    askToDownload: downloads.askOfTask,
    askToDownloadMany: downloads.askOfMany,
  })
  const showTask = useShowTask(() => setTransfersOpen(true))
  const whenUncovered = useCovers()
  useWindowRequests({
    ...{ runCommand: act, showTask, askToDownload: downloads.askOfTask, whenUncovered },
    isShown: command => command === dialog,
  })

  const sidebar = (onNavigate: () => void) => (
    <Sidebar
      profile={session.profile}
      onNavigate={onNavigate}
      onOpenSettings={() => setDialog('settings')}
      onOpenHelp={() => setDialog('help')}
      onOpenNotices={() => {
        setDialog('notices')
        onNavigate()
      }}
      onOpenLedger={() => {
        setDialog('ledger')
        onNavigate()
      }}
      onShowTransfers={() => {
        setTransfersOpen(true)
        onNavigate()
      }}
    />
  )
  return (
    <div className={classes.root}>
      {isNarrow && <TopBar profile={session.profile} navigation={sidebar} onOpenNotices={() => setDialog('notices')} />}
      <div className={classes.columns}>
        {!isNarrow && (
          <aside className={classes.sidebar} data-region aria-label={t('region.sidebar')}>
            {sidebar(() => undefined)}
          </aside>
        )}
        <main className={classes.main} aria-label={t('region.main')}>
          <Banners attention={session.attention} />
          {local.pane}
          <TaskArea
            isHidden={local.pane !== null}
            searchRef={searchRef}
            focusRef={focusRef}
            filesRef={filesRef}
            layout={isNarrow ? 'alone' : isMedium ? 'below' : 'beside'}
            onDownload={downloads.ask}
            onDownloadOfMany={downloads.askOfMany}
            onShowTransfers={() => setTransfersOpen(true)}
          />
        </main>
      </div>
      <TransfersDrawer isOpen={isTransfersOpen} onToggle={toggleTransfers} onElsewhere={downloads.askAgain} />
      {local.dialog}
      {downloads.dialog}
      {dropHint}
      <KillDialog />
      <NewsAfterUpdate />
      <NoticeCenter
        showTask={showTask}
        whenUncovered={whenUncovered}
        isOpen={dialog === 'notices'}
        onOpen={() => setDialog('notices')}
        onClose={() => setDialog(null)}
        onDownload={downloads.askOfTask}
        onOpenSettings={() => setDialog('noticeRules')}
      />
      <Ledger isOpen={dialog === 'ledger'} onClose={() => setDialog(null)} onChangePrice={() => setDialog('price')} />
      <HelpDialog isOpen={dialog === 'help'} onClose={() => setDialog(null)} />
      <Settings
        isOpen={dialog !== null && dialog in settingsAt}
        startAt={settingsAt[dialog as keyof typeof settingsAt]}
        onClose={() => setDialog(null)}
      />
    </div>
  )
}
