import { type DemoConfig, DemoPage, type DemoUser, Notice, readSession } from '@coveo-token/demo'
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

  useEffect(() => void load(), [load])

  if (start === 'loading') return null
  if (start === 'failed') {
    return (
      <main className="notice-page">
        <Notice icon="cloud" title="This site does not respond" urgent action={{ label: 'Try now', onPress: load }}>
          <p>Check your connection, then try again.</p>
        </Notice>
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
