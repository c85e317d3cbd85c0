import { render } from '@testing-library/react'
import { Activity } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { fetch, freshEndpoint, responseFor, Show, settle, startPage, stopPage } from './page.test.support.tsx'
import { pageEntries } from './page-entries.ts'

describe('the source of a page: headers', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('keeps no headers of a session that no provider and no component uses', async () => {
    const endpoint = freshEndpoint()
    const page = (user: string) => (
      <CoveoTokenProvider endpoint={endpoint} sessionKey={user} headers={{ authorization: user }}>
        <Show />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('alice'))
    await settle(100)
    rerender(page('bob'))
    await settle(100)
    const entries = [...pageEntries.values()].filter(({ address }) => address.endsWith(endpoint))
    expect(entries.map(({ requests }) => requests.headers)).toEqual([{ authorization: 'bob' }])
  })

  it('sends the last headers after its entry has ended while it was hidden', async () => {
    const endpoint = freshEndpoint()
    // The same objects in every render: a hidden provider renders too.
    const [first, second] = [{ authorization: 'first' }, { authorization: 'second' }]
    const page = (mode: 'visible' | 'hidden', headers: typeof first, other?: boolean) => (
      <>
        <Activity mode={mode}>
          <CoveoTokenProvider endpoint={endpoint} sessionKey="alice" headers={headers}>
            <Show />
          </CoveoTokenProvider>
        </Activity>
        {other && <CoveoTokenProvider endpoint={endpoint} sessionKey="bob" />}
      </>
    )
    const { rerender } = render(page('visible', first))
    await settle(100)
    rerender(page('visible', second))
    rerender(page('hidden', second))
    await settle(100)
    rerender(page('hidden', second, true))
    await settle(100)
    expect([...pageEntries.values()].filter(({ address }) => address.endsWith(endpoint))).toHaveLength(1)
    fetch.mockClear()
    rerender(page('visible', second, true))
    await settle(100)
    expect(fetch.mock.calls.map(([, init]) => init.headers)).toEqual([second])
  })

  it('sends the headers of the next user once the page has its initial token', async () => {
    const endpoint = freshEndpoint()
    const page = (user: string) => (
      <CoveoTokenProvider endpoint={endpoint} initialToken={responseFor(user)} headers={{ authorization: user }}>
        <Show />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('alice'))
    await settle(100)
    rerender(page('bob'))
    await settle(2_800_000)
    expect(fetch.mock.lastCall?.[1].headers).toMatchObject({ authorization: 'bob' })
  })
})
