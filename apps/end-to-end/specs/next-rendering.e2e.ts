import { accessibilityProblems } from '../src/accessibility.ts'
import { expect, test } from '../src/fixtures.ts'
import { searchPage } from '../src/search-page.ts'

const users = ['asmith@example.com', 'bjones@example.com'] as const

/** The result titles in a page's HTML. */
function titlesIn(html: string): string[] {
  return [...html.matchAll(/<h3><a [^>]*>(.*?)<\/a><\/h3>/g)].map(([, title = '']) => title.replace(/<[^>]*>/g, ''))
}

test.describe('/server-rendered', () => {
  test('never mixes tokens or results in 200 interleaved requests of two users', async ({ playwright, stack }) => {
    test.setTimeout(240_000)
    const visitors = await Promise.all(
      users.map(async (user) => {
        // The server closes a connection that was idle for seconds: on a busy machine the next request would meet that.
        const extraHTTPHeaders = { Connection: 'close' }
        const request = await playwright.request.newContext({ baseURL: stack.server.url, extraHTTPHeaders })
        expect((await request.post('/api/session', { data: { user } })).ok()).toBe(true)
        const { token } = await (await request.get('/api/coveo-token')).json()
        return { request, signature: String(token).split('.')[2] ?? '' }
      }),
    )
    const pages: { visitor: number; html: string }[] = []
    for (let batch = 0; batch < 10; batch++) {
      const requests = Array.from({ length: 20 }, async (_, index) => {
        const visitor = index % 2
        const response = await visitors[visitor]?.request.get('/server-rendered?q=notes')
        return { visitor, html: (await response?.text()) ?? '' }
      })
      pages.push(...(await Promise.all(requests)))
    }

    const [alice, bob] = [pages[0], pages[1]].map((page) => titlesIn(page?.html ?? ''))
    expect(alice).toContain('My notes: cases to follow up')
    expect(alice).not.toContain('My notes: before the next close')
    expect(bob).toContain('My notes: before the next close')
    expect(bob).not.toContain('My notes: cases to follow up')
    expect(pages).toHaveLength(200)
    for (const { visitor, html } of pages) {
      expect(titlesIn(html)).toEqual(visitor === 0 ? alice : bob)
      // The user's own token once, for the provider: the state that Headless rendered contains no token.
      expect(html.split(visitors[visitor]?.signature ?? '')).toHaveLength(2)
      expect(html).not.toContain(visitors[1 - visitor]?.signature)
    }
    await Promise.all(visitors.map(({ request }) => request.dispose()))
  })

  test('shows results without scripts, and is interactive with them', async ({ page, browser, stack }) => {
    const queries = () =>
      stack.coveo.requests.filter(({ method, path }) => method === 'POST' && path === '/rest/search/v2')
    await page.request.post(`${stack.server.url}/api/session`, { data: { user: users[1] } })
    const scriptless = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    })
    const withoutScripts = await scriptless.newPage()
    await withoutScripts.goto(`${stack.server.url}/server-rendered`)
    const titles = await searchPage(withoutScripts).titles.allInnerTexts()
    expect(titles.length).toBeGreaterThan(5)
    await scriptless.close()
    expect(queries()).toHaveLength(1)

    await page.goto(`${stack.server.url}/server-rendered`)
    await expect(page.getByRole('button', { name: 'More results' })).toBeVisible()
    expect(await searchPage(page).titles.allInnerTexts()).toEqual(titles)
    expect(queries()).toHaveLength(2)
    await page.getByRole('button', { name: 'More results' }).click()
    await expect(searchPage(page).titles).toHaveCount(20)
    expect(queries().map(({ status }) => status)).toEqual([200, 200, 200])
    expect(stack.coveo.requests.filter(({ path }) => path === '/rest/search/v2/token')).toHaveLength(1)
  })
})

test.describe('/server-rendered without a Content Security Policy', () => {
  test.use({ bypassCSP: true })

  test('shows that nothing was found, has no accessibility problems, and signs out with the other tab', async ({
    context,
    page,
    stack,
  }) => {
    await page.goto(stack.server.url)
    await searchPage(page).signIn('Alice Smith')
    const rendered = await context.newPage()
    await rendered.goto(`${stack.server.url}/server-rendered`)
    await expect(rendered.getByRole('heading', { name: 'What Alice Smith finds' })).toBeVisible()
    expect(await accessibilityProblems(rendered)).toEqual([])
    await rendered.getByRole('textbox', { name: 'Search' }).fill('zzzz')
    await rendered.getByRole('button', { name: 'Go' }).click()
    await expect(rendered.getByText('Nothing found that you may read')).toBeVisible()
    await expect(rendered).toHaveTitle('zzzz · Knowledge')
    await rendered.getByRole('button', { name: 'Sign out' }).click()
    for (const signedOut of [rendered, page]) {
      await expect(signedOut.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
    }
  })
})

test('an unknown path returns 404 with a page that obeys the Content Security Policy', async ({ page, stack }) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const response = await page.goto(`${stack.server.url}/nowhere`)
  expect(response?.status()).toBe(404)
  await page.getByRole('link', { name: 'Search instead' }).click()
  await expect(page.getByRole('button', { name: 'Alice Smith' })).toBeVisible()
  expect(violations).toEqual([])
})
