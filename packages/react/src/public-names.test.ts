import { describe, expect, it } from 'vitest'
import { publicNames } from '../../../scripts/public-names.ts'

/** The public names of each entry. Applications depend on each of them, so a change here is a decision. */
const entries: Record<string, string[]> = {
  'index.ts': [
    'CoveoToken (type)',
    'CoveoTokenProvider',
    'CoveoTokenProviderProps (type)',
    'Register (type)',
    'SettledCoveoToken (type)',
    'VariantName (type)',
    'VariantOption (type)',
    'disposePageSources',
    'useCoveoToken',
    'useCoveoTokenSource',
    'useSuspenseCoveoToken',
  ],
  'headless.ts': [
    'AnyEngine (type)',
    'EngineOptions (type)',
    'Hydration (type)',
    'HydrationOptions (type)',
    'SearchAccess (type)',
    'useHeadlessEngine',
    'useHydratedState',
  ],
  'headless-ssr.ts': ['RenderingToken (type)', 'SearchAccess (type)', 'UserStateOptions (type)', 'fetchUserState'],
  'devtools.ts': [
    'CoveoTokenDevtools',
    'CoveoTokenDevtoolsProps (type)',
    'RecordedEvent (type)',
    'TokenHistory (type)',
    'TokenHistoryOptions (type)',
    'TokenSpan (type)',
    'TokenStrip',
    'TokenStripProps (type)',
    'createTokenHistory',
  ],
}

describe('@coveo-token/react', () => {
  it.each(Object.entries(entries))('exports these names from %s, and nothing else', (entry, names) => {
    expect(publicNames(new URL(`file://${import.meta.dirname}/${entry}`))).toEqual(names)
  })
})
