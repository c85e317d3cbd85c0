import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

test('the API key is in no header and no body that the browser receives', async ({ page, stack }) => {
  const bodies: Promise<{ url: string; bytes: Buffer }>[] = []
  page.on('response', (response) => {
    const url = response.url()
    const headers = JSON.stringify(response.headers())
    bodies.push(
      response.body().then(
        (body) => ({ url, bytes: Buffer.concat([Buffer.from(`${url}\n${headers}\n`), body]) }),
        () => ({ url, bytes: Buffer.from(`${url}\n${headers}\n`) }),
      ),
    )
  })
  const search = searchPage(page)
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  await search.search('password')
  await page.getByRole('button', { name: 'Make Coveo reject it' }).click()
  await expect(search.renewals).toHaveText('1')
  await page.reload()
  await expect(search.results.getByRole('listitem').first()).toBeVisible()

  const received = await Promise.all(bodies)
  expect(received.some(({ url }) => url.endsWith('/api/coveo-token'))).toBe(true)
  const key = stack.coveo.apiKeys.authenticatedSearch
  const forms = [key, key.slice(2), Buffer.from(key).toString('base64').slice(2, -4), encodeURIComponent(key)]
  for (const { url, bytes } of received) {
    for (const form of forms) expect(bytes.includes(form), `${url} holds the API key`).toBe(false)
  }
})

test('the token is in no cookie, storage or URL', async ({ page, context, stack }) => {
  const search = searchPage(page)
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await page.goto(stack.server.url)
  await search.signIn('Alice Smith')
  const token = await page.evaluate(async () => (await (await fetch('/api/coveo-token')).json()).token as string)
  expect(token.split('.')).toHaveLength(3)

  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  const kept = JSON.stringify(await context.cookies()) + stored + urls.join('\n')
  expect(kept).not.toContain(token.split('.')[2])
})
