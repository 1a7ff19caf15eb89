import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { EventValues } from '../../../app/contract/define.ts'
import type { noticeEvents, NoticeRules } from '../../../app/contract/notices.ts'
import type { LocalTimeAt } from '../../../app/domain/local-time.ts'
import { createNoticeDesk, type NoticeDesk } from '../../../app/notices/notice-desk.ts'
import { createNoticeService, type NoticeService } from '../../../app/notices/notice-service.ts'
import { accountMigrations } from '../../../app/platform/database/account-migrations.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { settingsMigrations } from '../../../app/platform/database/settings-migrations.ts'
import { createSettingsStore } from '../../../app/platform/settings-store.ts'
import { createSettingsService } from '../../../app/settings/settings-service.ts'
import { TaskStore } from '../../../app/tasks/task-store.ts'
import { createTransferStore, type TransferStore } from '../../../app/transfers/transfer-store.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const utc: LocalTimeAt = nowMs => {
  const at = new Date(nowMs)
  return { weekday: at.getUTCDay() || 7, minute: at.getUTCHours() * 60 + at.getUTCMinutes() }
}

type Values = EventValues<typeof noticeEvents>
export type Heard = { [N in keyof Values]: Values[N][] }

export type RunningApp = {
  readonly tasks: TaskStore
  readonly transfers: TransferStore
  readonly notices: NoticeService
  readonly desk: NoticeDesk
  readonly heard: Heard
  setRules(change: Partial<NoticeRules>): void
  close(): void
  /** Ends without a word, as a crash does. */
  crash(): void
}

/** A computer with one account, on which the app is started and closed again and again. */
export function noticeComputer(startMs = Date.parse('2026-01-05T09:00:00Z')) {
  const folder = mkdtempSync(join(tmpdir(), 'notices-'))
  const clock = new ManualClock(startMs)
  const open = new Set<DatabaseSync>()
  const running = new Set<RunningApp>()
  const openFile = (name: string, migrations: Parameters<typeof openDatabase>[1]) => {
    const database = openDatabase(join(folder, name), migrations)
    open.add(database)
    return database
  }
  const start = (): RunningApp => {
    const [computer, account] = [openFile('settings', settingsMigrations), openFile('account', accountMigrations)]
    const values = createSettingsStore(computer)
    const settings = createSettingsService({ values, emit: () => undefined, defaultDownloadFolder: '/downloads' })
    const heard: Heard = { noticesChanged: [], noticeRaised: [], noticePopupsEnded: [] }
    const desk = createNoticeDesk({
      ...{ values, settings, clock, localTimeAt: utc },
      emit: (name, value) => (heard[name] as unknown[]).push(value),
    })
    const notices = createNoticeService({ database: account, desk, rules: () => settings.current().notices, clock })
    const tasks = new TaskStore(account, notices.recordTask)
    if (tasks.sync.get('watched_since_ms') === null) tasks.sync.set('watched_since_ms', clock.nowMs())
    const end = () => {
      notices.dispose()
      desk.dispose()
      crash()
    }
    const crash = () => {
      computer.close()
      account.close()
      running.delete(app)
      clock.forgetAll()
    }
    const app: RunningApp = {
      ...{ tasks, notices, desk, heard, crash, close: end },
      transfers: createTransferStore(account, notices.recordTransfer),
      setRules: change => settings.update({ notices: { ...settings.current().notices, ...change } }),
    }
    running.add(app)
    return app
  }
  const remove = () => {
    for (const app of running) app.close()
    rmSync(folder, { recursive: true })
  }
  return { clock, start, remove }
}
