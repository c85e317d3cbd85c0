import { demoConfig, type PageStartOptions } from '@coveo-token/demo/server'
import { initialToken, tokens } from './coveo.ts'
import { signedInUser } from './session.ts'
import { demoSettings } from './settings.ts'

/** The options for the page of the current request. */
export async function pageStartOptions(): Promise<PageStartOptions> {
  // Before the settings: it makes the page dynamic, and a build has no settings.
  const user = await signedInUser()
  const settings = demoSettings()
  const config = demoConfig(settings, tokens.organizationId)
  return { config, user, issueToken: initialToken, deadlineMs: settings.renderDeadlineMs }
}
