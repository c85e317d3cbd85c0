'use client'

export { CoveoTokenDevtools, type CoveoTokenDevtoolsProps } from './devtools/coveo-token-devtools.tsx'
