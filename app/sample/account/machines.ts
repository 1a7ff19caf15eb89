import type { Machine } from './task-plan.ts'

const GIB = 2 ** 30
const single = (type: string, cpus: number, gib: number, usdPerHour: number): Machine => {
  return { type, provider: 'GCP', cpus, memoryBytes: gib * GIB, hosts: 0, usdPerHour }
}

/** Machines of the kinds people take, with prices of the order that they cost as spot machines. */
export const machines = {
  small: single('c2d-highcpu-4', 4, 8, 0.035),
  medium: single('c2d-highcpu-16', 16, 32, 0.139),
  large: single('c3d-highcpu-60', 60, 118, 0.61),
  huge: single('c3d-highcpu-180', 180, 354, 1.83),
  memory: single('c3d-highmem-30', 30, 236, 0.52),
  graphics: single('g2-standard-16', 16, 64, 0.66),
  cluster: { ...single('c2d-highcpu-56', 56, 112, 0.49), hosts: 4 },
  local: { ...single('workstation-14', 24, 128, 0), provider: 'LOCAL' },
} as const satisfies Readonly<Record<string, Machine>>

export type MachineName = keyof typeof machines
