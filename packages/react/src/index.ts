'use client'

export { CoveoTokenProvider, type CoveoTokenProviderProps } from './coveo-token-provider.tsx'
export { type CoveoToken, useCoveoToken, useCoveoTokenSource } from './use-coveo-token.ts'
export { type SettledCoveoToken, useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'
