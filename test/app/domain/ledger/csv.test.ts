import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../../app/domain/ledger/csv.ts'

describe('csvLine', () => {
  it.each([
    [['a', 'b', 3], 'a,b,3\r\n'],
    [['', ''], ',\r\n'],
    [['one, two'], '"one, two"\r\n'],
    [['a "good" one'], '"a ""good"" one"\r\n'],
    [['two\nlines'], '"two\nlines"\r\n'],
  ])('writes %j as RFC 4180 has it', (fields, line) => expect(csvLine(fields)).toBe(line))

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('keeps spreadsheets from running %j', text => {
    expect(csvLine([text])).toContain(`'${text}`)
  })

  it('leaves numbers numbers, and such characters further on as they are', () => {
    expect(csvLine([-1.5, 'a=b', 'x-ray'])).toBe('-1.5,a=b,x-ray\r\n')
  })
})
