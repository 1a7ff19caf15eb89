import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the Files tab of the newest task that matches a search, and answers the table of its files. */
export async function openFiles(app: Page, search: string): Promise<Locator> {
  await openTask(app, search)
  await app.getByRole('tab', { name: 'Files' }).click()
  const table = app.getByRole('treegrid')
  await table.getByRole('row').nth(1).waitFor()
  return table
}

/** Opens the newest task that matches a search. */
export async function openTask(app: Page, search: string): Promise<void> {
  const tasks = app.getByRole('grid')
  await tasks.getByRole('row').nth(1).waitFor()
  await app.getByRole('searchbox').or(app.getByRole('textbox')).first().fill(search)
  // A row is drawn where it stands in the list: before the others have gone, a press could open the one that takes its place.
  const first = tasks.getByRole('row').nth(1)
  for (const word of search.split(' ')) await expect(first).toContainText(new RegExp(word, 'i'))
  await first.click()
}
