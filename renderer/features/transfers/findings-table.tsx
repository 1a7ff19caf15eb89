import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Check, Finding, FindingKind } from '../../../app/contract/checks.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { usePagedRows, usePagedSummary } from '../../ui/use-paged-rows.ts'
import type { RowColumn } from '../../ui/virtual-row.tsx'
import { VirtualRows } from '../../ui/virtual-rows.tsx'
import classes from './check.module.css'
import { FileFacts } from './file-facts.tsx'
import { heightOf } from './table-height.ts'
import { countOf } from './findings-sum.ts'

const keyOf = ({ kind, path }: Finding) => `${kind} ${path}`

type FindingsTableProps = { readonly check: Check; readonly kinds: readonly FindingKind[] }

/** What a check found, file by file: what it is in the archive, and what it is here. */
export function FindingsTable({ check, kinds }: FindingsTableProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const { id, kind: checkKind } = check
  const load = useCallback(
    (offset: number, limit: number) =>
      api
        .listFindings({ id, kinds: [...kinds], offset, limit })
        .then(({ total, findings }) => ({ total, rows: findings })),
    [api, id, kinds],
  )
  const rows = usePagedRows(id, load)
  const { total, problem } = usePagedSummary(rows)
  const columns = useMemo((): readonly RowColumn<Finding>[] => {
    const kind = { id: 'kind', title: t('check.column.kind'), width: '110px' }
    const path = { id: 'path', title: t('check.column.path'), width: 'minmax(160px, 1fr)' }
    const facts = { width: 'minmax(190px, 0.7fr)' }
    const file: RowColumn<Finding> = { ...path, cell: finding => <PathCell finding={finding} /> }
    if (checkKind === 'zip') {
      const why = { id: 'why', title: t('check.column.why'), width: 'minmax(200px, 1.6fr)' }
      return [file, { ...why, cell: ({ message }) => <span title={message ?? ''}>{message}</span> }]
    }
    return [
      { ...kind, cell: finding => t(`check.kind.${finding.kind}`) },
      file,
      {
        ...{ id: 'archived', title: t('check.column.archived'), ...facts },
        cell: ({ archived }) => <FileFacts facts={archived} absent={t('check.notThere')} />,
      },
      {
        ...{ id: 'local', title: t('check.column.local'), ...facts },
        cell: ({ local }) => <FileFacts facts={local} absent={t('check.notThere')} />,
      },
    ]
  }, [t, checkKind])
  const isPart = total !== null && total < countOf(check, kinds)
  return (
    <div>
      {problem && <FailureNotice problem={problem} remedies={{ retry: rows.reload }} />}
      <div className={classes.table} style={{ height: heightOf(total) }}>
        <VirtualRows label={t('check.table')} rows={rows} columns={columns} keyOf={keyOf} minWidth={680} />
      </div>
      {isPart && <p className={classes.facts}>{t('check.firstOnly', { formatted: formatCount(total) })}</p>}
    </div>
  )
}

/** Its name in the archive; the one it has here where that differs, in the title. */
function PathCell({ finding: { path, localPath } }: { readonly finding: Finding }) {
  const isSame = localPath === null || path.endsWith(localPath)
  return <span title={printable(isSame ? path : `${path} → ${localPath}`)}>{printable(path)}</span>
}
