'use client'

export { CoveoTokenDevtools, type CoveoTokenDevtoolsProps } from './devtools/coveo-token-devtools.tsx'
export {
  createTokenHistory,
  type RecordedEvent,
  type TokenHistory,
  type TokenHistoryOptions,
} from './devtools/token-history.ts'
export type { TokenSpan } from './devtools/token-span.ts'
export { TokenStrip, type TokenStripProps } from './devtools/token-strip.tsx'
