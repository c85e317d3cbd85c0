import type { TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { Activity } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider, type CoveoTokenProviderProps } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  responseFor,
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  WatchSource,
} from './page.test.support.tsx'

describe('a handle that is used after its page has left the variant', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  /** Signs Bob in by a server render, and out by the page; then the page shows another variant. */
  async function leaveAfterSignOut(children = <Show />) {
    const endpoint = freshEndpoint()
    let handle: TokenSource | undefined
    const page = (mode: 'visible' | 'hidden', { initialToken, other }: Page) => (
      <>
        <Activity mode={mode}>
          <CoveoTokenProvider endpoint={endpoint} variant="a" initialToken={initialToken}>
            {children}
            <WatchSource onSource={(source) => (handle = source)} />
          </CoveoTokenProvider>
        </Activity>
        {other && <CoveoTokenProvider endpoint={endpoint} variant="b" />}
      </>
    )
    interface Page extends Pick<CoveoTokenProviderProps, 'initialToken'> {
      other?: boolean
    }
    const { rerender } = render(page('visible', { initialToken: null }))
    await settle(100)
    const initialToken = responseFor('bob')
    rerender(page('visible', { initialToken }))
    await settle(100)
    expect(handle?.getSnapshot()).toMatchObject({ token: 'bob-t1' })
    act(() => handle?.signOut())
    rerender(page('hidden', { initialToken }))
    await settle(100)
    rerender(page('hidden', { initialToken, other: true }))
    await settle(100)
    return { handle, comeBack: () => rerender(page('visible', { initialToken, other: true })) }
  }

  it('holds no token of the user who signed out', async () => {
    const { handle } = await leaveAfterSignOut()
    expect(handle?.getSnapshot().token).toBeUndefined()
    await expect(handle?.getToken()).rejects.toMatchObject({ code: 'disposed' })
  })

  it('returns a new token when its provider is shown again', async () => {
    const { handle, comeBack } = await leaveAfterSignOut(<p>No listener</p>)
    fetch.mockImplementation(async () => Response.json(responseFor('carol')))
    comeBack()
    const token = handle?.getToken()
    await Promise.all([expect(token).resolves.toBe('carol-t2'), settle(100)])
  })

  it('requests a token when its components are shown again', async () => {
    const { comeBack } = await leaveAfterSignOut()
    fetch.mockImplementation(async () => Response.json(responseFor('carol')))
    comeBack()
    await settle(100)
    expect(shown()).toBe('ready carol-t2')
  })
})
