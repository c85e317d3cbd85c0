import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { isQuery, searchPage } from '../src/search-page.ts'
import { scriptBytes, watchContent } from '../src/wanted-content.ts'

// On a busy machine the server would send the page without the results.
test.use({ appEnvironment: { RENDER_DEADLINE_MS: '60000' } })

test('a sign-in and a reload show what the server found, with less than 200 kB of scripts before it', async ({
  page,
  app,
  stack,
}) => {
  const search = searchPage(page)
  const queries = () =>
    stack.coveo.requests.filter(({ method, path }) => method === 'POST' && isQuery(stack.coveo.url + path))
  await page.addInitScript(watchContent, 'li h3')
  await page.goto(stack.server.url)
  await page.getByRole('button', { name: 'Alice Smith' }).click()
  await expect(search.results.getByRole('listitem').first()).toBeVisible()
  const fingerprint = await search.fingerprint.innerText()
  const titles = await search.titles.allInnerTexts()
  await untilQuiet(page)
  expect(queries()).toHaveLength(1)
  expect((await scriptBytes(page)).beforeContent).toBeLessThan(200_000)
  const requests: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/') || isQuery(request.url())) requests.push(pathname)
  })
  await page.reload()
  await expect(search.searchBox).toBeVisible()
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  expect(await search.titles.allInnerTexts()).toEqual(titles)
  await expect(search.fingerprint).toHaveText(fingerprint)
  await untilQuiet(page)
  expect(requests).toEqual([])
  expect(queries()).toHaveLength(2)

  const { all, beforeContent } = await scriptBytes(page)
  expect(beforeContent).toBeLessThan(200_000)
  // Until the search is live. Next adds its router and its runtime.
  expect(all).toBeLessThan(app === 'express-search' ? 200_000 : 290_000)
  await expect(page.getByRole('link', { name: 'Control room' })).toHaveAttribute('href', stack.coveo.url)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the page has the results in its HTML, and no token in them', async ({ page, stack }) => {
    await page.request.post(stack.server.url.concat('/api/session'), { data: { user: 'bjones@example.com' } })
    const html = await (await page.request.get(stack.server.url)).text()
    const { token } = await (await page.request.get(`${stack.server.url}/api/coveo-token`)).json()
    // Once, for the token source.
    expect(html.split(token.split('.')[2])).toHaveLength(2)
    await page.goto(stack.server.url)
    const { titles } = searchPage(page)
    await expect(titles).toHaveCount(10)
    await expect(page.getByRole('banner')).toContainText('Bob Jones')
  })
})

test('a link to another search never shows the results of the HTML', async ({ page, stack }) => {
  await page.request.post(`${stack.server.url}/api/session`, { data: { user: 'bjones@example.com' } })
  const search = searchPage(page)
  await page.addInitScript(() => {
    const shown = new Set<string>()
    Object.assign(window, { shown })
    const look = () => {
      for (const { innerText } of document.querySelectorAll<HTMLElement>('li h3')) {
        if (innerText !== '') shown.add(innerText)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(`${stack.server.url}/#q=invoice%20approval`)
  await expect(search.searchBox).toHaveValue('invoice approval')
  await expect(search.titles.first()).toBeVisible()
  const titles = await search.titles.allInnerTexts()
  const shown = await page.evaluate(() => [...(Reflect.get(window, 'shown') as Set<string>)])
  expect(titles).toEqual(expect.arrayContaining(shown))
})
