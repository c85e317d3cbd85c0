import { forgetResultsScript } from '@coveo-token/demo/server'

export function GET(): Response {
  return new Response(forgetResultsScript, {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=86400' },
  })
}
