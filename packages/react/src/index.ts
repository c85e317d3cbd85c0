'use client'

export { CoveoTokenProvider, type CoveoTokenProviderProps } from './coveo-token-provider.tsx'
export { type CoveoToken, useCoveoToken } from './use-coveo-token.ts'
export { useCoveoTokenSource } from './use-coveo-token-source.ts'
export { type SettledCoveoToken, useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'
