'use client'

export type { CoveoToken, SettledCoveoToken } from './coveo-token.ts'
export { CoveoTokenProvider, type CoveoTokenProviderProps } from './coveo-token-provider.tsx'
export { disposePageSources } from './page-entries.ts'
export { useCoveoToken } from './use-coveo-token.ts'
export { useCoveoTokenSource } from './use-coveo-token-source.ts'
export { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'
export type { Register, VariantName, VariantOption } from './variant-name.ts'
