import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { useTaskView, useTaskViewState } from './task-view-context.tsx'

/** Selects every task that the list matches, drawn or not; pressed again, none. */
export function SelectAll() {
  const { t } = useTranslation('tasks')
  const { api } = useBridge()
  const view = useTaskView()
  const hasSelection = useTaskViewState(state => state.selected.size > 0)
  const { run, problem } = usePerform()
  const selectAll = () =>
    run(() => api.listTaskIds({ query: view.getState().query }).then(({ ids }) => view.select(ids)))
  return (
    <Checkbox
      aria-label={problem?.message ?? t('selection.selectAll')}
      checked={false}
      indeterminate={hasSelection}
      onChange={() => (hasSelection ? view.clearSelection() : selectAll())}
    />
  )
}
