import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../../app/contract/session.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { useSession } from './session-context.tsx'

type SignOutDialogProps = { readonly profile: Profile; readonly isOpen: boolean; readonly onClose: () => void }

/** Asks before the key is forgotten, and says what stays. */
export function SignOutDialog({ profile, isOpen, onClose }: SignOutDialogProps) {
  const { t } = useTranslation('session')
  const { api } = useBridge()
  const { accept } = useSession()
  const { run, isBusy, problem } = usePerform()
  const isSample = profile.kind === 'sample'
  const name = profile.name ?? profile.username
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={isSample ? t('signOut.sampleTitle') : t('signOut.title', { name })}
      closeButtonProps={{ 'aria-label': t('signOut.cancel') }}
    >
      <Text size="sm">{isSample ? t('signOut.sampleExplanation') : t('signOut.explanation')}</Text>
      {problem && <FailureNotice problem={problem} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('signOut.cancel')}
        </Button>
        <Button loading={isBusy} onClick={() => run(() => api.signOut({}).then(accept))}>
          {isSample ? t('signOut.confirmSample') : t('signOut.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}
