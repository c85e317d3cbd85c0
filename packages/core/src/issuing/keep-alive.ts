import { runListener } from '../shared/run-listener.ts'

/** Passes a renewal that no caller waits for to `waitUntil`. Neither its failure nor that of the hook reaches a caller. */
export function keepAlive(renewal: Promise<unknown>, waitUntil: ((work: Promise<unknown>) => void) | undefined): void {
  const work = runListener(() => renewal)
  if (waitUntil) void runListener(() => waitUntil(work))
}
