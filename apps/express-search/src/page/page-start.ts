import { type DemoPageProps, readSession } from '@coveo-token/demo'

/** The data that the server put into the page. Vite's development server puts none: then the page requests it. */
export async function readPageStart(): Promise<DemoPageProps> {
  const text = document.getElementById('start')?.textContent
  if (text) return JSON.parse(text)
  const [config, user] = await Promise.all([fetch('/api/config').then((response) => response.json()), readSession()])
  return { config, user }
}
