import { randomText } from '../random.ts'
import { DEFAULT_PROJECT, type Project } from './account.ts'

const DAY = 24 * 3600

/** The sample account's projects. */
export function sampleProjects(): readonly Project[] {
  return [
    project(DEFAULT_PROJECT, 380, {}),
    project('floating-wind-uref', 34, { study: 'mean wind speed', turbine: '5MW OC4 semi-submersible' }),
    project('airfoil-angle-sweep', 21, { airfoil: 'NACA 0012', reynolds: '6e6' }),
    project('beach-mesh-convergence', 12, { site: 'Praia da Barra', quantity: 'dune retreat' }),
    project('motorbike-les', 6, { owner: 'aerodynamics' }),
    project('protein-ligand', 4, { ligand: 'benzamidine' }),
    project('harbour/agitation', 2, { note: 'a name with a slash' }),
  ]
}

function project(name: string, ageDays: number, metadata: Project['metadata']): Project {
  const hex = randomText(`project ${name}`, 32, '0123456789abcdef')
  const id = [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex)
  return { id, name, createdAtSeconds: -ageDays * DAY, metadata }
}
