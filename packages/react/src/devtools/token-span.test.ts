import type { TokenSnapshot } from '@coveo-token/core/browser'
import { createTestTokenSource } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import { nextSpans, type TokenSpan } from './token-span.ts'

function ready(fingerprint: string) {
  return createTestTokenSource({ fingerprint }).getSnapshot()
}

const loading = createTestTokenSource('loading').getSnapshot()
const failed = createTestTokenSource('error').getSnapshot()

function record(...snapshots: [at: number, snapshot: TokenSnapshot][]): readonly TokenSpan[] {
  return snapshots.reduce<readonly TokenSpan[]>(
    (spans, [at, snapshot]) => nextSpans(spans, { snapshot, at: () => at }),
    [],
  )
}

describe('nextSpans', () => {
  it('records one token after another, and a gap without one', () => {
    const spans = record([0, loading], [1, failed], [5, ready('f1')], [9, ready('f1')], [20, ready('f2')])
    expect(spans).toEqual([
      { fingerprint: undefined, from: 1, to: 5 },
      { fingerprint: 'f1', from: 5, to: 20 },
      { fingerprint: 'f2', from: 20, to: undefined },
    ])
  })

  it('records nothing while signed out', () => {
    const out: TokenSnapshot = { status: 'signed-out' }
    expect(record([0, out], [5, out])).toEqual([])
    expect(record([0, ready('f1')], [7, out], [9, out])).toEqual([{ fingerprint: 'f1', from: 0, to: 7 }])
  })

  it('starts no two spans at one instant', () => {
    const spans = record([0, ready('f1')], [5, failed], [5, ready('f2')], [9, ready('f3')])
    expect(spans.map(({ from }) => from)).toEqual([0, 5, 9])
    expect(spans.map(({ fingerprint }) => fingerprint)).toEqual(['f1', 'f2', 'f3'])
  })

  it('forgets spans that ended more than ten minutes ago', () => {
    const spans = record([0, loading], [5, ready('f1')], [600_006, ready('f2')])
    expect(spans.map(({ from }) => from)).toEqual([5, 600_006])
  })
})
