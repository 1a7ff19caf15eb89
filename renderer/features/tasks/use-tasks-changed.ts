import { useEffect, useRef } from 'react'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'

/**
 * Calls back when tasks changed. `ids` is empty when there are too many to name, and after a lost connection is back:
 * then any task may have changed.
 */
export function useTasksChanged(onChange: (ids: readonly TaskId[]) => void): void {
  const bridge = useBridge()
  const { generation } = useConnection()
  const seen = useRef(generation)
  useEffect(() => bridge.on('tasksChanged', ({ ids }) => onChange(ids)), [bridge, onChange])
  useEffect(() => {
    if (seen.current === generation) return
    seen.current = generation
    onChange([])
  }, [generation, onChange])
}
