import { useTranslation } from 'react-i18next'
import type { UpdateState } from '../../../app/contract/updates.ts'
import { formatDateTime } from '../../ui/format-time.ts'

/** One sentence about how it stands with newer versions; announced when it changes. */
export function UpdateStateText({ state }: { readonly state: UpdateState }) {
  return <span role="status">{useSentence(state)}</span>
}

function useSentence(state: UpdateState): string {
  const { t } = useTranslation('updates')
  switch (state.kind) {
    case 'unsupported':
      return t(`lack.${state.lack}`)
    case 'up-to-date':
      return state.checkedAtMs === null
        ? t('state.never')
        : t('state.upToDate', { time: formatDateTime(state.checkedAtMs) })
    case 'checking':
      return t('state.checking')
    case 'found':
      return t('state.found', { version: state.version })
    case 'fetching':
      return t('state.fetching', { version: state.version, percent: `${Math.floor(state.fraction * 100)} %` })
    case 'ready':
      return t(state.isWaiting ? 'state.waiting' : 'state.ready', { version: state.version })
    case 'failed':
      return state.sentence
  }
}
