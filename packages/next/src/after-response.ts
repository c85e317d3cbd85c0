import * as server from 'next/server.js'

/** Keeps a renewal alive after the response, by Next's `after()`. Next 15.0 lacks it. */
export function afterResponse(work: Promise<unknown>): void {
  server.after?.(work)
}
