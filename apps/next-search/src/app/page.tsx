import { DemoPage } from '@coveo-token/demo'
import { demoConfig, withDeadline } from '@coveo-token/demo/server'
import { initialToken, tokens } from '../coveo.ts'
import { signedInUser } from '../session.ts'
import { demoSettings } from '../settings.ts'

/** The search page with the user's first token, so that the first search needs no token request. */
export default async function Page() {
  const user = await signedInUser()
  // If Coveo is slow, render without a token: the browser then requests one.
  const token = user === null ? undefined : await withDeadline(initialToken(), 1500)
  return <DemoPage config={demoConfig(demoSettings(), tokens.organizationId)} user={user} initialToken={token} />
}
