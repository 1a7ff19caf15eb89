/** Spreadsheets take text that begins so for a formula, and would run what a project's name says. */
const formulaStart = /^[=+\-@\t\r\n]/
const needsQuotes = /[",\r\n]/

/** A line of CSV as RFC 4180 has it. Text that a spreadsheet might run gets an apostrophe in front; numbers do not. */
export function csvLine(fields: readonly (string | number)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(value: string | number): string {
  const text = typeof value === 'string' ? value.replace(formulaStart, "'$&") : String(value)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
