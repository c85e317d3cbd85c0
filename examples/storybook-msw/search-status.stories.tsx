import { createTestTokenSource, type TestTokenState } from '@coveo-token/core/testing'
import { CoveoTokenProvider } from '@coveo-token/react'
import type { Meta, StoryObj } from '@storybook/react'
import { SearchStatus } from './search-status'

/** A test source sends no request: a story needs no server. */
function inState(state: TestTokenState): StoryObj<typeof SearchStatus> {
  return {
    decorators: [
      (Story) => (
        <CoveoTokenProvider source={createTestTokenSource(state)}>
          <Story />
        </CoveoTokenProvider>
      ),
    ],
  }
}

export default { component: SearchStatus } satisfies Meta<typeof SearchStatus>
export const Ready = inState({ token: 'test' })
export const SignedOut = inState('signed-out')
