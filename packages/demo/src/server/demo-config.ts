import type { DemoConfig } from '../page/demo-config.ts'
import type { DemoSettings } from './demo-settings.ts'

/** The public part of `settings`: the response of `/api/config`, and props of the server-rendered page. */
export function demoConfig(settings: DemoSettings, organizationId: string): DemoConfig {
  return {
    organizationId,
    kind: settings.tokenKind,
    ...(settings.searchBaseUrl === undefined ? {} : { searchBaseUrl: settings.searchBaseUrl }),
    environment: settings.environment,
    renderDeadlineMs: settings.renderDeadlineMs,
    ...(settings.emulatorControl === undefined ? {} : { emulatorUrl: settings.emulatorControl }),
  }
}

/** The origin that the page sends searches to, for its content security policy. */
export function searchOrigin({ searchBaseUrl, environment, organizationId }: DemoConfig): string {
  if (searchBaseUrl !== undefined) return new URL(searchBaseUrl).origin
  return `https://${organizationId}.org${environment === 'hipaa' ? 'hipaa' : ''}.coveo.com`
}
