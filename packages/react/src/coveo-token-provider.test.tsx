import type { TokenSource } from '@coveo-token/core/browser'
import { act, render, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  answer,
  fetch,
  freshEndpoint,
  Page,
  settle,
  shown,
  startPage,
  stopPage,
  WatchSource,
} from './page.test.support.tsx'

describe('CoveoTokenProvider', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('shows the same on the server and in the first render of the page, without a flash', async () => {
    const page = <Page endpoint={freshEndpoint()} initialToken={answer()} />
    const html = renderToString(page)
    expect(html).toContain('ready t1')
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = html
    const seen: (string | null)[] = []
    const observer = new MutationObserver(() => seen.push(screen.getByTestId('token').textContent))
    observer.observe(container, { subtree: true, childList: true, characterData: true })
    const problems: unknown[] = []
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => problems.push(error) })
    await settle(100)
    expect(problems).toEqual([])
    expect(seen.every((text) => text === 'ready t1')).toBe(true)
    expect(shown()).toBe('ready t1')
    expect(Number(shown('ends'))).toBeGreaterThan(Date.now())
    expect(fetch).not.toHaveBeenCalled()
    observer.disconnect()
    act(() => root.unmount())
    container.remove()
  })

  it('has one source for each endpoint and session', () => {
    const sources: TokenSource[] = []
    const tree = (endpoint: string, session?: string) => (
      <CoveoTokenProvider endpoint={endpoint} session={session}>
        <WatchSource onSource={(source) => sources.push(source)} />
      </CoveoTokenProvider>
    )
    const [one, other] = [freshEndpoint(), freshEndpoint()]
    for (const [endpoint, session] of [[one], [one, ''], [one, 'a'], [one, 'b'], [other], [other, ''], [other, 'a']]) {
      render(tree(endpoint ?? '', session))
    }
    expect(sources[1]).toBe(sources[0])
    expect(sources[5]).toBe(sources[4])
    expect(new Set(sources).size).toBe(5)
    render(tree(one, 'b'))
    expect(sources.at(-1)).toBe(sources[3])
  })

  it('renders two users on one server without a trace of the other', () => {
    vi.stubGlobal('window', undefined)
    const endpoint = freshEndpoint()
    const [alice, bob] = [answer(), answer()]
    for (let request = 0; request < 100; request++) {
      const [mine, other] = request % 2 ? [alice, bob] : [bob, alice]
      const html = renderToString(<Page endpoint={endpoint} initialToken={mine} />)
      expect(html).toContain(`ready ${mine.token}`)
      expect(html).not.toContain(other.token)
    }
    expect(renderToString(<Page endpoint={endpoint} />)).toContain('loading -')
    expect(fetch).not.toHaveBeenCalled()
  })
})
