import type { Machine } from '../../../app/contract/tasks.ts'

/** A machine as the service's own tools name it: "GCP c2d-highcpu-16", " x4" for several; a local one by its name. */
export function machineName({ type, provider, hosts, name }: Machine): string | null {
  const kind = type === null || type === 'n/a' ? name : type
  const words = [provider, kind].filter(word => word !== null)
  if (words.length === 0) return null
  return `${words.join(' ')}${hosts > 1 ? ` x${hosts}` : ''}`
}
