import { createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import { CoveoTokenDevtools } from './coveo-token-devtools.tsx'

let source: TokenSource
let minted: number
let skewMs: number
let status: number

function encode(claims: object) {
  return Buffer.from(JSON.stringify(claims)).toString('base64url')
}

async function respond(_url: string, _init: RequestInit) {
  if (status !== 200) return new Response('', { status })
  minted++
  const exp = Math.floor((Date.now() - skewMs) / 1000) + 3480
  const claims = { userIds: [{ name: 'josé@example.com' }], searchHub: 'support', roles: ['queryExecutor'], exp }
  const rest = {
    token: `e30.${encode({ ...claims, jti: minted })}.secret-signature`,
    kind: 'search',
    organizationId: 'acme',
    subject: 'jose',
  }
  return Response.json({ ...rest, expiresIn: 3480, refreshIn: 2710, fingerprint: `print-${minted}` })
}

const fetch = vi.fn(respond)

async function settle(ms = 10) {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(0)
  })
}

async function open() {
  render(
    <CoveoTokenProvider source={source}>
      <CoveoTokenDevtools />
    </CoveoTokenProvider>,
  )
  await settle()
  fireEvent.click(screen.getByRole('button', { name: /coveo token/i }))
}

function fact(name: string) {
  return screen.getByText(name).nextElementSibling?.textContent
}

function timeline() {
  return within(screen.getByRole('list'))
    .getAllByRole('listitem')
    .map((item) => item.lastElementChild?.textContent)
}

describe('CoveoTokenDevtools', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    minted = 0
    skewMs = 0
    status = 200
    source = createTokenSource({ endpoint: '/api/coveo-token', fetch })
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  it('is closed, on a server too, until the user opens it', async () => {
    expect(renderToString(<CoveoTokenDevtools source={source} />)).toContain('aria-expanded="false"')
    await open()
    expect(screen.getByRole('button', { name: /coveo token/i }).getAttribute('aria-expanded')).toBe('true')
    expect(screen.getByRole('region', { name: 'Coveo token' })).toBeTruthy()
  })

  it('shows identity, privileges and lifetime of the token, and never the token', async () => {
    await open()
    expect(fact('Fingerprint')).toBe('print-1')
    expect(fact('Acts as')).toBe('josé@example.com')
    expect(fact('May do')).toBe('queryExecutor')
    expect(fact('Search hub')).toBe('support')
    expect(fact('Came from')).toBe('endpoint')
    expect(fact('Browser clock')).toBe('agrees with Coveo’s')
    expect(fact('Ends in')).toBe('0:58:00')
    await settle(60_000)
    expect(fact('Ends in')).toBe('0:57:00')
    expect(document.body.innerHTML).not.toContain('secret-signature')
  })

  it('shows by how much the browser’s clock is off', async () => {
    skewMs = 3_600_000
    await open()
    expect(fact('Browser clock')).toContain('1:00:00 ahead')
  })

  it('renews, reports and signs out, and keeps a timeline', async () => {
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await settle()
    expect(fact('Fingerprint')).toBe('print-2')
    fireEvent.click(screen.getByRole('button', { name: 'Reject' }))
    await settle()
    expect(fetch.mock.lastCall?.[1]).toMatchObject({ method: 'POST', body: '{"rejected":"print-2"}' })
    status = 503
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await settle()
    expect(fact('Status')).toBe('ready')
    expect(fact('Problem')).toContain('endpoint-failed')
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }))
    await settle()
    expect(fact('Status')).toBe('signed-out')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Reject' }).disabled).toBe(true)
    expect(timeline()).toEqual(['', 'endpoint-failed', 'print-3', 'print-2', 'print-1'])
  })

  it('shows the next attempt of a renewal that failed as the next renewal', async () => {
    await open()
    status = 503
    fireEvent.click(screen.getByRole('button', { name: 'Reject' }))
    await settle()
    const { refreshAt = 0, retryAt = 0 } = source.getSnapshot()
    expect(retryAt).toBeLessThan(refreshAt)
    const time = new Date(retryAt).toLocaleTimeString('en-GB')
    expect(screen.getByRole('img', { name: new RegExp(`next renewal at ${time}$`) })).toBeTruthy()
  })

  it('counts the renewals of one user', async () => {
    await open()
    expect(fact('Renewals')).toBe('0')
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await settle()
    expect(fact('Renewals')).toBe('1')
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }))
    await settle()
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await settle()
    expect(fact('Fingerprint')).toBe('print-3')
    expect(fact('Renewals')).toBe('0')
  })

  it('shows that the endpoint sent the same token', async () => {
    await open()
    fetch.mockImplementationOnce(async (url, init) => {
      minted--
      return respond(url, init)
    })
    fireEvent.click(screen.getByRole('button', { name: 'Renew' }))
    await settle()
    expect(timeline()).toEqual(['print-1', 'print-1'])
    expect(screen.getByRole('status').textContent).toBe('same print-1')
  })

  it('adds its styles without a style element, and removes them on unmount', async () => {
    const before = document.adoptedStyleSheets.length
    await open()
    expect(document.adoptedStyleSheets).toHaveLength(before + 1)
    expect(document.querySelector('style, [style]')).toBeNull()
    cleanup()
    expect(document.adoptedStyleSheets).toHaveLength(before)
  })

  it('is unstyled where the document has no constructable style sheets', async () => {
    for (const method of ['replaceSync', 'adoptedStyleSheets']) {
      if (method === 'replaceSync') vi.stubGlobal('CSSStyleSheet', class {})
      else vi.spyOn(document, 'adoptedStyleSheets', 'get').mockReturnValue(undefined as never)
      await open()
      expect(screen.getByRole('region', { name: 'Coveo token' })).toBeTruthy()
      cleanup()
      vi.unstubAllGlobals()
    }
  })

  it('renders open on a server without the time', () => {
    const initialToken = {
      token: 't',
      kind: 'search',
      organizationId: 'acme',
      fingerprint: 'f',
      expiresIn: 9,
      refreshIn: 5,
    } as const
    const html = renderToString(
      <CoveoTokenProvider initialToken={initialToken}>
        <CoveoTokenDevtools initialIsOpen />
      </CoveoTokenProvider>,
    )
    expect(html).toContain('<dd>initial</dd>')
    expect(html).not.toContain('Ends in')
  })

  it('leaves no timer behind after its unmount', async () => {
    await open()
    cleanup()
    await settle()
    expect(vi.getTimerCount()).toBe(0)
  })
})
