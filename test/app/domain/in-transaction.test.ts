import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../app/domain/in-transaction.ts'

const numbers = (database: DatabaseSync) =>
  database
    .prepare('SELECT value FROM numbers')
    .all()
    .map(({ value }) => value)

describe('inTransaction', () => {
  it('keeps all that is written and answers what the work answers', () => {
    const database = new DatabaseSync(':memory:')
    database.exec('CREATE TABLE numbers (value INTEGER)')
    const answer = inTransaction(database, () => {
      database.exec('INSERT INTO numbers VALUES (1)')
      database.exec('INSERT INTO numbers VALUES (2)')
      return 'both'
    })
    expect([answer, numbers(database), database.isTransaction]).toEqual(['both', [1, 2], false])
  })

  it.each(['', 'ROLLBACK'])('keeps nothing when the work fails, also where SQLite has ended it: "%s"', ending => {
    const database = new DatabaseSync(':memory:')
    database.exec('CREATE TABLE numbers (value INTEGER)')
    const work = () => {
      database.exec(`INSERT INTO numbers VALUES (1); ${ending}`)
      throw new Error('no room')
    }
    expect(() => inTransaction(database, work)).toThrow('no room')
    expect([numbers(database), database.isTransaction]).toEqual([[], false])
  })
})
