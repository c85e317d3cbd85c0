// search.tsx
'use client'
import { buildSearchEngine } from '@coveo/headless'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { useEffect } from 'react'

export function Search() {
  const engine = useHeadlessEngine(buildSearchEngine, { configuration: { search: { searchHub: 'support' } } })
  useEffect(() => engine?.executeFirstSearch(), [engine])
  return <p>{engine ? 'Searching' : 'Loading…'}</p>
}
