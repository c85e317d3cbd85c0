import { NotFoundPage } from '@coveo-token/demo'
import type { Metadata } from 'next'
import { connection } from 'next/server.js'

export const metadata: Metadata = { title: 'Nothing here · Knowledge' }

export default async function NotFound() {
  // Rendered for each request: scripts need the nonce of this request's content security policy.
  await connection()
  return <NotFoundPage />
}
