import { createTokenSource, loadingSnapshot, TokenError, type TokenSnapshot } from '@coveo-token/core/browser'
import { describe, expect, it } from 'vitest'
import { nextSpans, type TokenSpan } from './token-span.ts'

const ready = createTokenSource({
  initialToken: {
    token: 'one',
    kind: 'search',
    organizationId: 'acme',
    fingerprint: 'f1',
    expiresIn: 1,
    refreshIn: 1,
    subject: 'alice',
  },
}).getServerSnapshot() as Extract<TokenSnapshot, { readonly status: 'ready' }>

const failed: TokenSnapshot = { status: 'error', error: new TokenError('internal', 'No.', { remedy: 'None.' }) }

function record(...snapshots: [at: number, snapshot: TokenSnapshot][]): readonly TokenSpan[] {
  return snapshots.reduce<readonly TokenSpan[]>(
    (spans, [at, snapshot]) => nextSpans(spans, { snapshot, at: () => at }),
    [],
  )
}

describe('nextSpans', () => {
  it('records one token after another, and a gap without one', () => {
    const spans = record(
      [0, loadingSnapshot],
      [1, failed],
      [5, ready],
      [9, { ...ready }],
      [20, { ...ready, fingerprint: 'f2' }],
    )
    expect(spans).toEqual([
      { fingerprint: undefined, from: 1, to: 5 },
      { fingerprint: 'f1', from: 5, to: 20 },
      { fingerprint: 'f2', from: 20, to: undefined },
    ])
  })

  it('records nothing while signed out', () => {
    const out: TokenSnapshot = { status: 'signed-out' }
    expect(record([0, out], [5, out])).toEqual([])
    expect(record([0, ready], [7, out], [9, out])).toEqual([{ fingerprint: 'f1', from: 0, to: 7 }])
  })

  it('forgets spans that ended more than ten minutes ago', () => {
    const spans = record([0, loadingSnapshot], [5, ready], [600_006, { ...ready, fingerprint: 'f2' }])
    expect(spans.map(({ from }) => from)).toEqual([5, 600_006])
  })
})
