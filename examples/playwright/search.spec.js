import { expect, test } from '@playwright/test'

test('searches as the signed-in user', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in to search' }).click()
  await expect(page.getByText(/^\d+ results$/)).toBeVisible()
})

test('returns no token without a sign-in', async ({ request }) => {
  expect((await request.get('/api/coveo-token')).status()).toBe(401)
})
