import { attempt } from '../shared/attempt.ts'

/** Passes a renewal that no caller waits for to `waitUntil`. Neither its failure nor that of the hook reaches a caller. */
export function keepAlive(renewal: Promise<unknown>, waitUntil: ((work: Promise<unknown>) => void) | undefined): void {
  const work = attempt(() => renewal)
  if (waitUntil) void attempt(() => waitUntil(work))
}
