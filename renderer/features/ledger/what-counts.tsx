import { useTranslation } from 'react-i18next'
import classes from './ledger.module.css'

/** How the sums come about: the words of the contract, for people. */
export function WhatCounts() {
  const { t } = useTranslation('ledger')
  return (
    <details className={classes.what}>
      <summary>{t('what.title')}</summary>
      <p>{t('what.fetched', { fetched: t('fetched') })}</p>
      <p>{t('what.avoided', { avoided: t('avoided') })}</p>
      <p>{t('what.left')}</p>
      <p>{t('what.money')}</p>
    </details>
  )
}
