import { buildSearchEngine } from '@coveo/headless'
// biome-ignore lint/style/noRestrictedImports: the type of an object in a server file
import type { TokenIssuer } from '@coveo-token/core'
import {
  CoveoTokenProvider,
  useCoveoToken,
  useCoveoTokenSource,
  useSuspenseCoveoToken,
  type VariantName,
} from '@coveo-token/react'
import { useHeadlessEngine, useHydratedState } from '@coveo-token/react/headless'
import { expectTypeOf } from 'vitest'

/** As an application registers the object of its server file. */
declare const coveo: { readonly tokens: TokenIssuer<{ email: string }, 'support' | 'community'> }
declare module '@coveo-token/react' {
  interface Register {
    coveo: typeof coveo
  }
}

expectTypeOf<VariantName>().toEqualTypeOf<'support' | 'community'>()

const define = () => ({})
declare const hydrate: () => Promise<{ engine: { dispatch: (action: never) => unknown } }>

export function Page() {
  const configuration = {}
  useCoveoToken({ variant: 'support' })
  useCoveoTokenSource({ variant: undefined })
  useHeadlessEngine(buildSearchEngine, { variant: 'community', configuration })
  useHydratedState({ variant: 'community', state: {}, define, hydrate })

  // @ts-expect-error a variant that the server does not declare
  useCoveoToken({ variant: 'sales' })
  // @ts-expect-error a variant that the server does not declare
  useSuspenseCoveoToken({ variant: 'sales' })
  // @ts-expect-error a variant that the server does not declare
  useCoveoTokenSource({ variant: 'sales' })
  // @ts-expect-error a variant that the server does not declare
  useHeadlessEngine(buildSearchEngine, { variant: 'sales', configuration })
  // @ts-expect-error a variant that the server does not declare
  useHydratedState({ variant: 'sales', state: {}, define, hydrate })
  // @ts-expect-error a text that may be any variant
  useHeadlessEngine(buildSearchEngine, { variant: String('support'), configuration })
  // @ts-expect-error a variant that the server does not declare
  return <CoveoTokenProvider variant="sales" />
}
