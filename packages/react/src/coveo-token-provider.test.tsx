import { act, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, fetch, freshEndpoint, Page, settle, shown, startPage, stopPage } from './page.test.support.tsx'

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
