import { Button } from '@mantine/core'
import { IconTableExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './ledger.module.css'

/** Saves the whole ledger as a file, and says where it is. */
export function LedgerExport({ hostName }: { readonly hostName: string | null }) {
  const { t } = useTranslation('ledger')
  const { api } = useBridge()
  const { run, isBusy, problem } = usePerform()
  const [path, setPath] = useState<string | null>(null)
  const save = () => {
    setPath(null)
    run(() => api.exportLedger({}).then(saved => setPath(saved.path)))
  }
  return (
    <div className={classes.export}>
      <Button variant="default" loading={isBusy} leftSection={<IconTableExport size={16} aria-hidden />} onClick={save}>
        {t('export')}
      </Button>
      <p role="status" className={classes.exported}>
        {path !== null && (
          <>
            <span>{hostName === null ? t('exported', { path }) : t('exportedOn', { path, hostName })}</span>
            <CopyButton text={path} what={t('copyPath')} />
          </>
        )}
      </p>
      {problem && <FailureNotice problem={problem} remedies={{ retry: save }} isBusy={isBusy} />}
    </div>
  )
}
