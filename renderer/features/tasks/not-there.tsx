import { useTranslation } from 'react-i18next'

/** Stands where a value would: a dash to see, a word to hear. */
export function NotThere() {
  const { t } = useTranslation('tasks')
  return (
    <span role="img" aria-label={t('cell.noneLabel')}>
      {t('cell.none')}
    </span>
  )
}
