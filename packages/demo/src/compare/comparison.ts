import type { DemoUser } from '../users/demo-user.ts'

/** A result of one of two compared searches. */
export interface ComparedResult {
  readonly id: string
  readonly title: string
  readonly source: string
}

/** The results of one of two users. */
export interface ComparedUser {
  readonly id: DemoUser['id']
  readonly total: number
  readonly results: readonly ComparedResult[]
}

/** One line of the comparison: the same document on both sides, or a document of one side alone. */
export interface ComparedRow {
  readonly left: ComparedResult | undefined
  readonly right: ComparedResult | undefined
}

/** Aligns two lists of results: each list keeps its order as far as the shared documents allow. */
export function alignResults(left: readonly ComparedResult[], right: readonly ComparedResult[]): ComparedRow[] {
  const rightById = new Map(right.map((result, rank) => [result.id, { result, rank }]))
  const leftIds = new Set(left.map(({ id }) => id))
  const rows = left.map((result, rank) => {
    const shared = rightById.get(result.id)
    return { left: result, right: shared?.result, rank: Math.min(rank, shared?.rank ?? rank) }
  })
  const onlyRight = right.flatMap((result, rank) =>
    leftIds.has(result.id) ? [] : [{ left: undefined, right: result, rank }],
  )
  return [...rows, ...onlyRight].sort((one, other) => one.rank - other.rank).map(({ rank: _, ...row }) => row)
}
