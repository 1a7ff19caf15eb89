import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adaptConnections,
  mostConnections,
  startConnections,
  type ConnectionRound,
} from '../../../../app/domain/transfer/adapt-connections.ts'

type Server = (connections: number, round: number) => ConnectionRound

/** The numbers of connections that a server with such answers gets, round by round. */
function simulate(server: Server, rounds: number, most = mostConnections): readonly number[] {
  let state = startConnections(most)
  const numbers = [state.connections]
  for (let round = 0; round < rounds; round++) {
    state = adaptConnections(state, server(state.connections, round), most)
    numbers.push(state.connections)
  }
  return numbers
}

const mebibyte = 1024 * 1024
const steady = (bytesPerSecond: number): ConnectionRound => ({ bytesPerSecond, failures: 0, isHeldBack: false })
const failing: ConnectionRound = { bytesPerSecond: mebibyte, failures: 1, isHeldBack: false }

describe('adaptConnections', () => {
  it('grows to the most within a second where each connection has a share of its own', () => {
    const numbers = simulate(connections => steady(connections * 10 * mebibyte), 4)
    expect(numbers).toEqual([16, 16, 32, 32, 32])
  })

  it('goes back to what it had where more connections bring nothing', () => {
    expect(simulate(() => steady(100 * mebibyte), 5)).toEqual([16, 16, 32, 32, 16, 16])
  })

  it('keeps what brings more, and stops growing where the line is full', () => {
    const server: Server = (connections, round) => (round < 3 ? failing : steady(Math.min(connections, 8) * mebibyte))
    const numbers = simulate(server, 60)
    expect(numbers[3]).toBe(2)
    expect(numbers.at(-1)).toBe(8)
  })

  it('tries again after a while, as the line may have become better', () => {
    const numbers = simulate((connections, round) => steady(round < 10 ? mebibyte : connections * mebibyte), 60)
    expect(numbers[10]).toBe(16)
    expect(numbers.at(-1)).toBe(32)
  })

  it('does not try more while bytes wait to be put away, and gives up a trial in which they do', () => {
    const heldBack =
      (from: number): Server =>
      (connections, round) => {
        return { ...steady(connections * mebibyte), isHeldBack: round >= from && round < from + 4 }
      }
    expect(simulate(heldBack(0), 7)).toEqual([16, 16, 16, 16, 16, 16, 32, 32])
    expect(simulate(heldBack(2), 5)).toEqual([16, 16, 32, 16, 16, 16])
  })

  it('halves with every round in which requests fail, down to two', () => {
    expect(simulate(() => failing, 4)).toEqual([16, 8, 4, 2, 2])
  })

  it('comes back from a storm', () => {
    const numbers = simulate((connections, round) => (round < 3 ? failing : steady(connections * mebibyte)), 80)
    expect(numbers[3]).toBe(2)
    expect(numbers.at(-1)).toBe(32)
  })

  it('does not grow while nothing arrives', () => {
    expect(Math.max(...simulate(() => steady(0), 100))).toBe(16)
  })

  it('stays within its bounds whatever happens', () => {
    const failures = fc.constantFrom(0, 0, 0, 1, 5)
    const round = fc.record({ bytesPerSecond: fc.nat({ max: 1e9 }), failures, isHeldBack: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(round, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 40 }),
        (rounds, most) => {
          const numbers = simulate((_, index) => rounds[index] ?? failing, rounds.length, most)
          expect(Math.max(...numbers)).toBeLessThanOrEqual(most)
          expect(Math.min(...numbers)).toBeGreaterThanOrEqual(Math.min(2, most))
        },
      ),
    )
  })
})
