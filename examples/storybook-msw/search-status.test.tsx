import { CoveoTokenProvider, disposePageSources } from '@coveo-token/react'
import { cleanup, render, screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SearchStatus } from './search-status'
import * as stories from './search-status.stories'
import { tokenResponse } from './token-response'

const server = setupServer(http.get('*/api/coveo-token', () => HttpResponse.json(tokenResponse)))
beforeAll(() => server.listen())
afterEach(() => {
  cleanup()
  disposePageSources() // or the next test starts with the token of this one
  server.resetHandlers()
})
afterAll(() => server.close())

describe('SearchStatus', () => {
  function renderPage() {
    render(
      <CoveoTokenProvider>
        <SearchStatus />
      </CoveoTokenProvider>,
    )
  }

  it('is ready when the endpoint responds', async () => {
    renderPage()
    expect(await screen.findByText('Ready to search')).toBeTruthy()
  })

  it('shows the sign-in link when the endpoint responds 401', async () => {
    server.use(http.get('*/api/coveo-token', () => new HttpResponse(null, { status: 401 })))
    renderPage()
    expect(await screen.findByText('Sign in to search')).toBeTruthy()
  })

  it.each([
    ['Ready', stories.Ready, 'Ready to search'],
    ['SignedOut', stories.SignedOut, 'Sign in to search'],
  ])('renders the story %s', async (_name, story, text) => {
    const [decorate] = [story.decorators ?? []].flat()
    render(decorate?.(() => <SearchStatus />, {} as never))
    expect(await screen.findByText(text)).toBeTruthy()
  })
})
