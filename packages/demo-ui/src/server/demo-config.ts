import type { DemoConfig } from '../page/demo-config.ts'
import type { DemoSettings } from './demo-settings.ts'

/** What the page may know of `settings`: the answer of `/api/config`, and the props of the server-rendered page. */
export function demoConfig(settings: DemoSettings, organizationId: string): DemoConfig {
  return {
    organizationId,
    kind: settings.tokenKind,
    ...(settings.searchBaseUrl === undefined ? {} : { searchBaseUrl: settings.searchBaseUrl }),
    environment: settings.environment,
    canReject: settings.emulatorControl !== undefined,
  }
}

/** The origin that the page searches: the one place beyond its own that the page may connect to. */
export function searchOrigin({ searchBaseUrl, environment, organizationId }: DemoConfig): string {
  if (searchBaseUrl !== undefined) return new URL(searchBaseUrl).origin
  return `https://${organizationId}.org${environment === 'hipaa' ? 'hipaa' : ''}.coveo.com`
}
