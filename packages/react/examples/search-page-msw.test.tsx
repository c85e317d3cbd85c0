// search-page-msw.test.tsx
import { disposePageSources } from '@coveo-token/react'
import { cleanup, render, screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { SearchPage } from './search-page.tsx'

const token = {
  token: 'test',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  expiresIn: 3600,
  refreshIn: 2700,
}
const server = setupServer(http.get('*/api/coveo-token', () => HttpResponse.json(token)))

beforeAll(() => server.listen())
afterEach(() => {
  cleanup()
  disposePageSources() // or the next test starts with the token of this one
  server.resetHandlers()
})
afterAll(() => server.close())

it('is ready to search when the endpoint responds', async () => {
  render(<SearchPage userId="alice" />)
  expect(await screen.findByText('Ready to search')).toBeTruthy()
})

it('shows the sign-in link when the endpoint responds 401', async () => {
  server.use(http.get('*/api/coveo-token', () => new HttpResponse(null, { status: 401 })))
  render(<SearchPage userId="alice" />)
  expect(await screen.findByText('Sign in to search')).toBeTruthy()
})
