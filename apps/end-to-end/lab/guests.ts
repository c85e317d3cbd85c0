import { buildResultList, buildSearchEngine } from '@coveo/headless'
import { CoveoTokenProvider, useCoveoToken } from '@coveo-token/react'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** The interface for the specs, at `window.guests`. */
export interface GuestsPage {
  /** Reads the session again, as after a sign-in. */
  readSession: () => Promise<void>
  /** Drops the token here and in other tabs. */
  signOut: () => void
  /** Every text that the page showed: the user, and the titles of the results. */
  readonly shown: string[]
}

const proxyBaseUrl = new URLSearchParams(location.search).get('search') ?? ''
const configuration = { search: { proxyBaseUrl }, analytics: { enabled: false } }
const page: GuestsPage = { readSession: async () => {}, signOut: () => {}, shown: [] }
Object.assign(window, { guests: page })

/** The page of a user or a guest. It follows the session of its cookie: after a sign-in, and when it gets the focus. */
function App() {
  const [user, setUser] = useState<string>()
  useEffect(() => {
    async function readSession() {
      const response = await fetch('/session')
      setUser(await response.text())
    }
    page.readSession = readSession
    const follow = () => void readSession()
    follow()
    addEventListener('focus', follow)
    return () => removeEventListener('focus', follow)
  }, [])
  if (user === undefined) return null
  return createElement(CoveoTokenProvider, { sessionKey: user }, createElement(Search, { user }))
}

function Search({ user }: { user: string }) {
  const { status, guest, signOut } = useCoveoToken()
  const engine = useHeadlessEngine(buildSearchEngine, { configuration })
  const [found, setFound] = useState<{ engine: typeof engine; titles: string[] }>()
  useEffect(() => {
    page.signOut = signOut
  }, [signOut])
  useEffect(() => {
    if (!engine) return
    const list = buildResultList(engine)
    const stop = list.subscribe(() => {
      if (list.state.firstSearchExecuted && !list.state.isLoading) {
        setFound({ engine, titles: list.state.results.map(({ title }) => title) })
      }
    })
    engine.executeFirstSearch()
    return stop
  }, [engine])
  const titles = found && found.engine === engine ? found.titles : undefined
  const text = `${user}, ${guest ? 'guest' : status}: ${titles?.join(' | ') ?? '-'}`
  useEffect(() => void page.shown.push(text), [text])
  return createElement('output', null, text)
}

createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(App))
