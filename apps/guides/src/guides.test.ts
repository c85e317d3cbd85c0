import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createGuideApp, type GuideApp } from './guide-app.test.support.ts'
import { filesIn, readSection } from './guide-file.test.support.ts'
import { mintsOf, nameIn, type TokenBody } from './token-requests.test.support.ts'

interface Coveo {
  handlers: { GET(request: Request): Promise<Response> }
  tokens: { close(): Promise<void> }
}

/** Renders the account of the guide with a token source in a fixed state. */
const renderFile = `
import { createTestTokenSource } from '@coveo-token/core/testing'
import { CoveoTokenProvider } from '@coveo-token/react'
import { renderToString } from 'react-dom/server'
import { Account } from './account'

export const page = (token) =>
  renderToString(<CoveoTokenProvider source={createTestTokenSource(token)}><Account /></CoveoTokenProvider>)
`

function openSection(heading: string): Promise<GuideApp> {
  return createGuideApp(filesIn(readSection('docs/guides.md', heading)))
}

async function openCoveo(app: GuideApp, name = 'coveo'): Promise<Coveo> {
  const { [name]: coveo } = (await app.load('coveo.ts')) as Record<string, Coveo>
  if (coveo === undefined) throw new Error(`coveo.ts has no ${name}.`)
  onTestFinished(() => coveo.tokens.close())
  return coveo
}

async function get({ handlers }: Coveo, query = '') {
  const response = await handlers.GET(
    new Request(`http://app.example/api/coveo-token${query}`, { headers: { accept: '*/*' } }),
  )
  return { status: response.status, body: (await response.json()) as TokenBody }
}

/** The claims of a token. */
function claimsIn({ token }: { token: string }) {
  return JSON.parse(atob(token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''))
}

describe('guests and users on one page', () => {
  it('gives a visitor the token of the anonymous identity', async () => {
    const app = await openSection('Guests and users on one page')
    const coveo = await openCoveo(app)
    const [first, second] = [await get(coveo), await get(coveo)]
    expect([first.status, first.body.guest, nameIn(first.body.token)]).toEqual([200, true, 'anonymous'])
    expect([second.body.token, mintsOf(app.coveo)]).toEqual([first.body.token, 1])
  })

  it('has a page that offers a guest to sign in, and a user to sign out', async () => {
    const files = filesIn(readSection('docs/guides.md', 'Guests and users on one page'))
    const app = await createGuideApp(files.set('render.jsx', renderFile))
    // The build of React that has the runtime of the transformed files.
    vi.stubEnv('NODE_ENV', 'test')
    const { page } = (await app.load('render.jsx')) as { page(token: { token: string; guest?: true }): string }
    expect(page({ token: 'test', guest: true })).toContain('Sign in to see more')
    expect(page({ token: 'test' })).toContain('Sign out')
  })
})

describe('several hubs, sites or stores for one user', () => {
  it('gives the token of the variant that the page names, and refuses any other name', async () => {
    const app = await openSection('Several hubs, sites or stores for one user')
    const coveo = await openCoveo(app)
    expect(claimsIn((await get(coveo)).body).searchHub).toBe('support')
    const community = await get(coveo, '?variant=community')
    expect(claimsIn(community.body).searchHub).toBe('community')
    expect((await get(coveo, '?variant=sales')).status).toBe(400)
    expect(mintsOf(app.coveo)).toBe(2)
  })
})

describe('commerce', () => {
  it('gives a token for the catalog, without a hub', async () => {
    const { body } = await get(await openCoveo(await openSection('Commerce')))
    expect(claimsIn(body)).toMatchObject({ commerce: { catalogId: 'shop' } })
    expect(claimsIn(body)).not.toHaveProperty('searchHub')
  })
})

describe('several organizations', () => {
  it('reads the variables of each by their prefix', async () => {
    const app = await openSection('Several organizations')
    vi.stubEnv('COVEO_SANDBOX_ENDPOINT', app.coveo.url)
    vi.stubEnv('COVEO_SANDBOX_ORGANIZATION_ID', app.coveo.organizationId)
    vi.stubEnv('COVEO_SANDBOX_API_KEY', app.coveo.apiKeys.authenticatedSearch)
    for (const name of ['production', 'sandbox']) expect((await get(await openCoveo(app, name))).status).toBe(200)
    vi.stubEnv('COVEO_SANDBOX_API_KEY', '')
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const sandbox = await openCoveo(await openSection('Several organizations'), 'sandbox')
    expect((await get(sandbox)).status).toBe(500)
    expect(log.mock.calls.join()).toContain('COVEO_SANDBOX_API_KEY is missing')
  })
})

describe('rotate the API key', () => {
  it.each([
    ['current', { current: 'accepted', previous: 'refused' }],
    ['previous', { current: 'refused', previous: 'accepted' }],
  ] as const)('mints while Coveo accepts only the %s key of the secret manager', async (_, keys) => {
    const app = await openSection('Rotate the API key')
    const secrets = {
      accepted: app.coveo.apiKeys.authenticatedSearch,
      refused: 'xx01234567-89ab-4cde-8f01-23456789abcd',
    }
    vi.stubEnv('SECRET_coveo', secrets[keys.current])
    vi.stubEnv('SECRET_coveo-previous', secrets[keys.previous])
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { status, body } = await get(await openCoveo(app))
    expect([status, nameIn(body.token)]).toEqual([200, 'asmith@example.com'])
  })
})

describe('an agent that searches as its user', () => {
  it('finds what its user may see, and no more', async () => {
    const app = await openSection('An agent that searches as its user')
    interface Tool {
      searchKnowledge(
        user: { email: string },
        words: string,
      ): Promise<{ titles: { title: string }[]; passages: string[] }>
    }
    const { searchKnowledge } = (await app.load('tool.ts')) as unknown as Tool
    const find = async (email: string) => {
      const { titles, passages } = await searchKnowledge({ email }, 'month-end close')
      expect(passages.length).toBeGreaterThan(0)
      return titles.map(({ title }) => title)
    }
    expect(await find('bjones@example.com')).toContain('Month-end close calendar and tasks')
    expect(await find('asmith@example.com')).not.toContain('Month-end close calendar and tasks')
  })
})
