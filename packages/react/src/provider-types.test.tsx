import { render } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'

vi.mock('#error-words', () => import('../../core/src/browser/errors/error-words.development.ts'))

describe('CoveoTokenProvider in development', () => {
  it.each([
    [{ endpoint: 5 }, '`endpoint` must be a string.'],
    [{ sessionKey: 42 }, '`session` must be a string.'],
    [{ headers: 'x-csrf' }, '`headers` must be an object or a function.'],
    [{ fetch: 'fetch' }, '`fetch` must be a function.'],
  ])('throws a TypeError that names the property and the fix: %o', (props, message) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<CoveoTokenProvider {...(props as object)} />)).toThrow(new TypeError(message))
  })
})
