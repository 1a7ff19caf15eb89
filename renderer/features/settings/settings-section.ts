import type { ReactNode } from 'react'

/** One page of the settings, behind a tab of its own. */
export type SettingsSection = {
  /** Names the section where the dialog is opened at it; no two are the same. */
  readonly id: string
  readonly title: string
  readonly content: ReactNode
}
