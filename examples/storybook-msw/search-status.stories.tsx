import { createTokenSource } from '@coveo-token/core/browser'
import { CoveoTokenProvider } from '@coveo-token/react'
import type { Meta, StoryObj } from '@storybook/react'
import { SearchStatus } from './search-status'
import { tokenResponse } from './token-response'

/** A source with an `initialToken` sends no request: a story needs no server. */
function withToken(initialToken: typeof tokenResponse | null): StoryObj<typeof SearchStatus> {
  return {
    decorators: [
      (Story) => (
        <CoveoTokenProvider source={createTokenSource({ initialToken })}>
          <Story />
        </CoveoTokenProvider>
      ),
    ],
  }
}

export default { component: SearchStatus } satisfies Meta<typeof SearchStatus>
export const Ready = withToken(tokenResponse)
export const SignedOut = withToken(null)
