import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { mostGlobs } from '../../../app/contract/outputs.ts'
import { describeGlobProblem, judgeGlob } from '../../../app/domain/archive/globs.ts'
import { ChipInput, type Chip } from '../../ui/chip-input.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import type { OpenFiles } from './archive-shelf.ts'
import type { GlobSum } from './tick-store.ts'

/** The globs that are part of what is taken, each with what it finds by itself, and a field for the next one. */
export function GlobChips({ files }: { readonly files: OpenFiles }) {
  const { t } = useTranslation('outputs')
  const globs = useStore(files.ticks, ({ ticks }) => ticks.globs)
  const sums = useStore(files.ticks, state => state.globSums)
  const problemOf = (glob: string): string | null => {
    const problem = judgeGlob(glob)
    if (problem !== null) return describeGlobProblem(problem)
    if (globs.includes(glob)) return t('globs.isThere')
    return globs.length >= mostGlobs ? t('globs.tooMany', { most: formatCount(mostGlobs) }) : null
  }
  return (
    <ChipInput
      label={t('globs.label')}
      description={t('globs.help')}
      placeholder={t('globs.placeholder')}
      addLabel={t('globs.add')}
      removeLabel={glob => t('globs.remove', { glob })}
      chips={globs.map(glob => chipOf(glob, sums.get(glob)))}
      problemOf={problemOf}
      onAdd={glob => files.ticks.addGlob(glob)}
      onRemove={glob => files.ticks.removeGlob(glob)}
    />
  )

  function chipOf(text: string, sum: GlobSum | undefined): Chip {
    if (sum?.state !== 'summed') return { text, note: t(sum?.state === 'failed' ? 'globs.failed' : 'globs.summing') }
    const { fileCount, compressedBytes, fetchBytes } = sum.sum
    if (fileCount === 0) return { text, note: t('globs.nothing'), isDoubtful: true }
    const found = t('fileCount', { count: fileCount, formatted: formatCount(fileCount) })
    return { text, note: `${found}, ${formatBytes(files.summary.isLocal ? compressedBytes : fetchBytes)}` }
  }
}
