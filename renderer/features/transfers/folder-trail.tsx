import { IconChevronRight } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { printable } from '../../../app/domain/printable.ts'
import classes from './folder-browser.module.css'
import { trailOf } from './folder-path.ts'

/** The way from the root of the disk to a folder. Each step goes there. */
export function FolderTrail({ path, onGo }: { readonly path: string; readonly onGo: (path: string) => void }) {
  const { t } = useTranslation('transfers')
  const steps = trailOf(path)
  return (
    <nav aria-label={t('folders.trail')} className={classes.trail}>
      {steps.map((step, index) => (
        <Fragment key={step.path}>
          {index > 0 && <IconChevronRight size={12} className={classes.mark} aria-hidden />}
          {index === steps.length - 1 ? (
            <span className={classes.here} aria-current="location">
              {printable(step.name)}
            </span>
          ) : (
            <button type="button" className={classes.step} onClick={() => onGo(step.path)}>
              {printable(step.name)}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  )
}
