// search-page.test.tsx
import { createTestTokenSource } from '@coveo-token/core/testing'
import { CoveoTokenProvider } from '@coveo-token/react'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Search } from './search-page.tsx'

afterEach(cleanup)

it('is ready to search with a token, and shows the sign-in link without one', () => {
  const source = createTestTokenSource({ token: 'test' })
  render(
    <CoveoTokenProvider source={source}>
      <Search />
    </CoveoTokenProvider>,
  )
  expect(screen.getByText('Ready to search')).toBeTruthy()
  act(() => source.set('signed-out'))
  expect(screen.getByText('Sign in to search')).toBeTruthy()
})
