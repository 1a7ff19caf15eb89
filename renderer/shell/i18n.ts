import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { printable } from '../../app/domain/printable.ts'
import { ledgerText } from '../features/ledger/ledger-text.ts'
import { noticesText } from '../features/notices/notices-text.ts'
import { outputsText } from '../features/outputs/outputs-text.ts'
import { sessionText } from '../features/session/session-text.ts'
import { settingsText } from '../features/settings/settings-text.ts'
import { tasksText } from '../features/tasks/tasks-text.ts'
import { manyTasksText } from '../features/transfers/many-tasks-text.ts'
import { transfersText } from '../features/transfers/transfers-text.ts'
import { updatesText } from '../features/updates/updates-text.ts'
import { uiText } from '../ui/ui-text.ts'
import { shellText } from './shell-text.ts'

/** The English texts, one namespace for each feature. */
export const resources = {
  ui: uiText,
  shell: shellText,
  session: sessionText,
  tasks: tasksText,
  settings: settingsText,
  outputs: outputsText,
  ledger: ledgerText,
  notices: noticesText,
  transfers: transfersText,
  manyTasks: manyTasksText,
  updates: updatesText,
} as const

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: typeof resources
  }
}

/** Texts for the window and for tests of its parts. Ready when it returns: nothing is loaded. */
export function createTexts(): i18n {
  const texts = i18next.createInstance()
  void texts.use(initReactI18next).init({
    lng: 'en',
    defaultNS: 'shell',
    initAsync: false,
    // React escapes what means something in HTML. Names of anybody's making must not turn a sentence around, either.
    interpolation: { escapeValue: true, escape: printable },
    resources: { en: resources },
  })
  return texts
}
