// search-page.test.tsx
import { createTokenSource } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Search } from './search-page.tsx'

const token = {
  token: 'test',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  expiresIn: 3600,
  refreshIn: 2700,
} as const

afterEach(cleanup)

it('is ready to search with a token, and shows the sign-in link without one', () => {
  for (const [initialToken, text] of [
    [token, 'Ready to search'],
    [null, 'Sign in to search'],
  ] as const) {
    const source = createTokenSource({ initialToken })
    render(
      <CoveoTokenProvider source={source}>
        <Search />
      </CoveoTokenProvider>,
    )
    expect(screen.getByText(text)).toBeTruthy()
  }
})
