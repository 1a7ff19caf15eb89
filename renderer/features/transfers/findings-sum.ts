import { findingKindSchema, type Check, type FindingKind } from '../../../app/contract/checks.ts'

/** Kinds with something in them, in the order they are listed. */
export function presentKinds({ findings }: Check): readonly FindingKind[] {
  return findingKindSchema.options.filter(kind => findings[kind] > 0)
}

export function countOf({ findings }: Check, kinds: readonly FindingKind[]): number {
  return kinds.reduce((sum, kind) => sum + findings[kind], 0)
}

/** What can be fetched: files that the archive does not have cannot. */
export function fetchableKinds(kinds: readonly FindingKind[]): readonly FindingKind[] {
  return kinds.filter(kind => kind !== 'extra')
}

/** Of these, what lies under a name now is lost when it is fetched. */
export function replacedKinds(kinds: readonly FindingKind[]): readonly FindingKind[] {
  return fetchableKinds(kinds).filter(kind => kind !== 'missing')
}

export function fetchBytesOf({ fetchBytes }: Check, kinds: readonly FindingKind[]): number {
  return fetchableKinds(kinds).reduce((sum, kind) => sum + fetchBytes[kind], 0)
}
