import { Notice } from '@coveo-token/demo-ui'
import type { Metadata } from 'next'
import { connection } from 'next/server.js'

export const metadata: Metadata = { title: 'Nothing here · Knowledge' }

/** What stands at an address that is none of this app's. */
export default async function NotFound() {
  // Made for each request, since the policy lets scripts run by the nonce of the request alone.
  await connection()
  return (
    <main className="notice-page">
      <Notice icon="empty" title="There is nothing at this address">
        <p>
          <a className="button" href="/">
            Search instead
          </a>
        </p>
      </Notice>
    </main>
  )
}
