'use client'

import { buildResultList, buildSearchBox, buildSearchEngine, type SearchEngine } from '@coveo/headless'
import { useCoveoToken } from '@coveo-token/react'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { useEffect, useMemo, useState } from 'react'

/** The search API of the emulator, for development. Without it the page searches in Coveo. */
const proxyBaseUrl = process.env.NODE_ENV === 'development' ? 'http://127.0.0.1:4400/rest/search/v2' : undefined

export function Search() {
  const { status, error, renew } = useCoveoToken()
  const engine = useHeadlessEngine(buildSearchEngine, {
    configuration: proxyBaseUrl ? { search: { proxyBaseUrl } } : {},
  })
  if (status === 'signed-out') return <a href="/login">Sign in to search</a>
  if (status === 'error')
    return (
      <button type="button" onClick={() => void renew()}>
        {error.userMessage} Try again
      </button>
    )
  return engine ? <Results engine={engine} /> : <p>Loading</p>
}

function Results({ engine }: { engine: SearchEngine }) {
  const { box, list } = useMemo(() => ({ box: buildSearchBox(engine), list: buildResultList(engine) }), [engine])
  const [state, setState] = useState(list.state)
  useEffect(() => {
    engine.executeFirstSearch()
    return list.subscribe(() => setState(list.state))
  }, [engine, list])

  function search(form: FormData) {
    box.updateText(String(form.get('q')))
    box.submit()
  }
  return (
    <>
      <form action={search}>
        <input name="q" aria-label="Search" />
      </form>
      <ol>
        {state.results.map(({ uniqueId, title }) => (
          <li key={uniqueId}>{title}</li>
        ))}
      </ol>
    </>
  )
}
