import type { SearchEngineConfiguration } from '@coveo/headless'
import type { DemoConfig } from '../page/demo-config.ts'

/** The part of the engine's configuration that the site decides: the same on the server and in the browser. */
export function engineConfiguration({ environment, searchBaseUrl }: DemoConfig) {
  return {
    environment,
    analytics: { enabled: false },
    search: searchBaseUrl === undefined ? {} : { proxyBaseUrl: searchBaseUrl },
  } satisfies Partial<SearchEngineConfiguration>
}
