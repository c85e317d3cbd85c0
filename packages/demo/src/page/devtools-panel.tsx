'use client'

// The dynamic import needs a module of its own: the token panel imports another part of the same entry statically.
export { CoveoTokenDevtools as default } from '@coveo-token/react/devtools'
