import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { leftToFetch } from './left-to-fetch.ts'
import { limitInForce } from './limit-in-force.ts'
import type { QueuePosition } from './queue-line.ts'
import { bytesWords, entryWords, limitWords, paceWords, positionWords, verifiedWords } from './transfer-words.ts'
import { useDownloadLimit, usePrice, useTransfers } from './transfers-context.tsx'
import classes from './transfers.module.css'

type TransferFactsProps = {
  readonly transfer: Transfer
  readonly position: QueuePosition | null
  readonly app: AppInfo
  /** Whether it stands in the row of its group, where its place is one within that. */
  readonly isMember: boolean
}

/** How far one transfer is, how fast, and what holds for it. */
export function TransferFacts({ transfer, position, app, isMember }: TransferFactsProps) {
  const { t } = useTranslation('transfers')
  const timeLeft = useTransfers(state => state.timeLeft[transfer.id])
  const limit = useDownloadLimit()
  const price = usePrice()
  const left = leftToFetch(transfer)
  const facts = [
    bytesWords(t, transfer),
    ...entryWords(t, transfer),
    ...verifiedWords(t, transfer),
    ...(transfer.state === 'running' ? paceWords(t, transfer.bytesPerSecond, timeLeft) : []),
    ...(left !== null && price !== null ? [t('stillToFetch', { takes: formatBytesAndPrice(left, price) })] : []),
    ...(isMember ? [] : positionWords(t, position)),
    ...limitWords(t, limitInForce(transfer, limit)),
    ...(transfer.state === 'done' && !app.canReveal ? [t('savedOn', { host: app.hostName })] : []),
  ]
  return <p className={classes.facts}>{facts.join(' · ')}</p>
}
