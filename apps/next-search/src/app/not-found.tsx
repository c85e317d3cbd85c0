import { NothingHere } from '@coveo-token/demo-ui'
import type { Metadata } from 'next'
import { connection } from 'next/server.js'

export const metadata: Metadata = { title: 'Nothing here · Knowledge' }

export default async function NotFound() {
  // Made for each request, since the policy lets scripts run by the nonce of the request alone.
  await connection()
  return <NothingHere />
}
