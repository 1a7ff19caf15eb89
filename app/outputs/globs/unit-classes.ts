const unknown = -1

/** Units that are in the same sets of an expression, told apart no further. Asked of the engine itself, unit by unit. */
export class UnitClasses {
  readonly #sets: readonly RegExp[]
  /** By the lowest 256 units, where one has come up; else -1. */
  readonly low = new Int16Array(256).fill(unknown)
  readonly #others = new Map<number, number>()
  readonly #classes = new Map<string, number>()
  readonly #members: boolean[][] = [] // by class, by set

  constructor(sets: readonly string[], flags: string) {
    this.#sets = sets.map(source => new RegExp(`^${source}$`, flags))
  }

  /** Numbers from 0 on, as they come up. */
  classOf(unit: number): number {
    const known = unit < 256 ? this.low[unit] : this.#others.get(unit)
    return known === undefined || known === unknown ? this.#learn(unit) : known
  }

  isIn(unitClass: number, set: number): boolean {
    return this.#members[unitClass]?.[set] === true
  }

  #learn(unit: number): number {
    const members = this.#sets.map(set => set.test(String.fromCharCode(unit)))
    const key = members.map(Number).join('')
    const unitClass = this.#classes.get(key) ?? this.#members.push(members) - 1
    this.#classes.set(key, unitClass)
    if (unit < 256) this.low[unit] = unitClass
    else this.#others.set(unit, unitClass)
    return unitClass
  }
}
