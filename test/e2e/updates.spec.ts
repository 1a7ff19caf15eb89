import { expect, expectAccessible, takeScreenshots, test } from './fixtures.ts'

test('says which version this is, why it is not updated here, and what is new in it', async ({ app }) => {
  await app.getByRole('button', { name: 'Settings' }).click()
  await app.getByRole('tab', { name: 'Updates' }).click()
  await expect(app.getByText('This is version')).toBeVisible()
  await expect(app.getByRole('status').filter({ hasText: 'updated where it was started' })).toBeVisible()
  await expectAccessible(app)
  await takeScreenshots(app, 'updates')

  await app.getByRole('button', { name: 'What’s new…' }).click()
  const news = app.getByRole('dialog', { name: 'What’s new' })
  await expect(news.getByRole('heading', { name: 'Added' })).toBeVisible()
  await expect(news.getByRole('listitem').first()).toContainText('Sign in with an API key')
  await expectAccessible(app)
  await takeScreenshots(app, 'whats-new')
  await app.keyboard.press('Escape') // the dialog in front alone
  await expect(news).toBeHidden()
  await expect(app.getByRole('tab', { name: 'Updates' })).toBeVisible()
})
