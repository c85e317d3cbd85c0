import type { DemoOutcome } from '@coveo-token/demo/server'
import { problemResponse } from './problem-response.ts'

/** The outcome of one of the demo's own routes as a response. It belongs to one user, so it is never stored. */
export function outcomeResponse(outcome: DemoOutcome): Response {
  if ('problem' in outcome) return problemResponse(outcome.problem)
  const headers = { 'Cache-Control': 'no-store' }
  if ('body' in outcome) return Response.json(outcome.body, { headers })
  return new Response(null, { status: outcome.status, headers })
}
