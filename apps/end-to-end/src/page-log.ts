import type { BrowserContext, TestInfo } from '@playwright/test'

/**
 * Follows what the pages of a context log, and why their requests fail. The function that it returns prints all of it if the test failed.
 * Addresses have no query: it may be a token.
 */
export function followPageLog(context: BrowserContext, test: TestInfo): () => void {
  const log: string[] = []
  function addRequest(address: string, why: string) {
    const { origin, pathname } = new URL(address)
    log.push(`${origin}${pathname}: ${why}`)
  }
  context.on('console', (message) => log.push(`${message.type()}: ${message.text()}`))
  context.on('requestfailed', (request) => addRequest(request.url(), request.failure()?.errorText ?? 'failed'))
  context.on('response', (response) => {
    if (!response.ok()) addRequest(response.url(), String(response.status()))
  })
  return () => {
    if (test.status === test.expectedStatus) return
    console.error(`The pages of “${test.title}” logged:\n${log.join('\n')}`)
  }
}
