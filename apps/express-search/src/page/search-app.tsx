import { type DemoConfig, DemoPage, type DemoUser, readSession, StateNotice, useOnline } from '@coveo-token/demo'
import { useCallback, useEffect, useState } from 'react'

type Start = { config: DemoConfig; user: DemoUser | null } | 'loading' | 'failed'

/** Loads the session and the configuration from the server, then renders the page. */
export function SearchApp() {
  const [start, setStart] = useState<Start>('loading')

  const load = useCallback(async () => {
    setStart('loading')
    try {
      const [config, user] = await Promise.all([readConfig(), readSession()])
      setStart({ config, user })
    } catch {
      setStart('failed')
    }
  }, [])

  const isOnline = useOnline()
  useEffect(() => void load(), [load])

  if (start === 'loading') return null
  if (start === 'failed') {
    return (
      <main className="notice-page">
        <StateNotice code={isOnline ? 'site-down' : 'offline'} level={1} onRetry={load} />
      </main>
    )
  }
  return <DemoPage config={start.config} user={start.user} />
}

async function readConfig(): Promise<DemoConfig> {
  const response = await fetch('/api/config')
  if (!response.ok) throw new Error(`/api/config responded ${response.status}.`)
  return response.json()
}
