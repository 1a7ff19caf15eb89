import type { TaskDetail } from '../../contract/tasks.ts'

/** Computation plus the orchestration fee where it is charged, in US$. Null when the service has named no price yet. */
export function totalCostUsd({ task, orchestrationFee }: Pick<TaskDetail, 'task' | 'orchestrationFee'>): number | null {
  const feeUsd = orchestrationFee?.isCharged === true ? orchestrationFee.amountUsd : null
  if (task.computationCostUsd === null && feeUsd === null) return null
  return (task.computationCostUsd ?? 0) + (feeUsd ?? 0)
}
