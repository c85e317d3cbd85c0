import { showResults } from './show-results.ts'

async function fetchToken(): Promise<string> {
  const response = await fetch('/token')
  return (await response.json()).token
}

showResults({ accessToken: await fetchToken(), renewAccessToken: fetchToken })
