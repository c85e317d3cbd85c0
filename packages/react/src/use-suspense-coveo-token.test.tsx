import { act, render, screen } from '@testing-library/react'
import { StrictMode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { answer, fetch, freshEndpoint, settle, shown, startPage, stopPage } from './page.test.support.tsx'
import { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'

function Settled() {
  const { status, token } = useSuspenseCoveoToken()
  return <p data-testid="token">{`${status} ${token ?? '-'}`}</p>
}

describe('useSuspenseCoveoToken', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  const tree = (endpoint: string) => (
    <CoveoTokenProvider endpoint={endpoint}>
      <Suspense fallback={<p>Wait</p>}>
        <Settled />
      </Suspense>
    </CoveoTokenProvider>
  )

  it('suspends until there is a token', async () => {
    let release = () => {}
    fetch.mockImplementation(() => new Promise((resolve) => (release = () => resolve(Response.json(answer())))))
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(screen.getByText('Wait')).toBeTruthy()
    release()
    await settle(100)
    expect(shown()).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('stops waiting when nobody is signed in', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(shown()).toBe('signed-out -')
  })

  it('asks once when nobody is signed in, also in StrictMode', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    await act(async () => void render(<StrictMode>{tree(freshEndpoint())}</StrictMode>))
    await settle(3_000)
    expect(shown()).toBe('signed-out -')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('sends the fallback from a server that has no token', () => {
    vi.stubGlobal('window', undefined)
    const html = renderToString(tree(freshEndpoint()))
    expect(html).toContain('Wait')
    expect(fetch).not.toHaveBeenCalled()
  })
})
