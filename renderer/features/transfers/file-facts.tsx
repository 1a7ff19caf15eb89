import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { TimeText } from '../../ui/time-text.tsx'

type Facts = { readonly sizeBytes: number; readonly modifiedAtMs: number | null }
type FileFactsProps = { readonly facts: Facts | null; readonly absent: string }

/** Size and date of one file, to be held against another's. */
export function FileFacts({ facts, absent }: FileFactsProps) {
  if (facts === null) return <span>{absent}</span>
  const { sizeBytes, modifiedAtMs } = facts
  return (
    <span>
      <span title={formatExactBytes(sizeBytes)}>{formatBytes(sizeBytes)}</span>
      {modifiedAtMs !== null && (
        <>
          {' · '}
          <TimeText timeMs={modifiedAtMs} />
        </>
      )}
    </span>
  )
}
