import { demoConfig, searchTitle, withDeadline } from '@coveo-token/demo/server'
import { fetchUserState } from '@coveo-token/react/headless-ssr'
import type { Metadata } from 'next'
import { headers } from 'next/headers.js'
import { redirect } from 'next/navigation.js'
import { initialToken, tokens } from '../../coveo.ts'
import { signedInUser } from '../../session.ts'
import { demoSettings } from '../../settings.ts'
import { RenderedSearch } from './rendered-search.tsx'
import { defineSearch } from './search-definition.ts'

interface PageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  return { title: searchTitle(String((await searchParams).q ?? '')) }
}

/** Renders this user's results into the HTML, so that they show before any script runs. */
export default async function Page({ searchParams }: PageProps) {
  const user = await signedInUser()
  if (user === null) redirect('/')
  const words = String((await searchParams).q ?? '')
  const settings = demoSettings()
  const config = demoConfig(settings, tokens.organizationId)
  const token = await withDeadline(initialToken(), settings.renderDeadlineMs)
  const sent = await headers()
  let isRejected = false
  const state = await fetchUserState({
    token,
    define: (access) => defineSearch(access, config),
    fetchState: (definition) =>
      definition.fetchStaticState({
        searchParams: { q: words },
        navigatorContext: {
          clientId: crypto.randomUUID(),
          userAgent: sent.get('user-agent'),
          forwardedFor: sent.get('x-forwarded-for') ?? '127.0.0.1',
          location: null,
          referrer: null,
        },
      }),
    // Coveo may reject a token that the issuer still has in its cache.
    async renewToken() {
      isRejected = true
      if (token) await tokens.reportRejected(user, token.fingerprint)
      return { token: (await tokens.issue(user)).token, organizationId: tokens.organizationId }
    },
  })
  const firstToken = isRejected ? undefined : token
  return <RenderedSearch config={config} user={user} words={words} initialToken={firstToken} state={state} />
}
