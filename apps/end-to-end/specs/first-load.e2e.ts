import { gzipSync } from 'node:zlib'
import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

test('a reload searches with the token of its HTML, and downloads less than 200 kB of scripts before the first result (Next: 340 kB)', async ({
  page,
  app,
  stack,
}) => {
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  const fingerprint = await search.fingerprint.innerText()
  const scripts = new Set<string>()
  const requests: string[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.request().resourceType() === 'script') scripts.add(response.url())
    if (pathname.startsWith('/api/')) requests.push(pathname)
  })
  await page.reload()
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
  await expect(search.fingerprint).toHaveText(fingerprint)
  expect(requests).toEqual([])

  const sizes = [...scripts].map(async (url) => gzipSync(await (await page.request.get(url)).body()).length)
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  // Next adds its router and its runtime.
  expect(bytes).toBeLessThan(app === 'express-search' ? 200_000 : 340_000)
  await expect(page.getByRole('link', { name: 'Control room' })).toHaveAttribute('href', stack.coveo.url)
})
