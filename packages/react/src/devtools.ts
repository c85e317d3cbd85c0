'use client'

export { CoveoTokenDevtools, type CoveoTokenDevtoolsProps } from './devtools/coveo-token-devtools.tsx'
export {
  createTokenHistory,
  type RecordedEvent,
  type TokenHistory,
  type TokenHistoryOptions,
} from './devtools/token-history.ts'
