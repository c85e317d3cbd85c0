import { DemoPage } from '@coveo-token/demo'
import { demoConfig, findFirstState, withDeadline } from '@coveo-token/demo/server'
import { initialToken, tokens } from '../coveo.ts'
import { signedInUser } from '../session.ts'
import { demoSettings } from '../settings.ts'

/** The search page with the user's first token and first results: the browser requests neither. */
export default async function Page() {
  const user = await signedInUser()
  // If Coveo is slow, render without a token: the browser then requests one.
  const token = user === null ? undefined : await withDeadline(initialToken(), 1500)
  const config = demoConfig(demoSettings(), tokens.organizationId)
  const firstState = await findFirstState({ config, token: token?.token })
  return <DemoPage config={config} user={user} initialToken={token} firstState={firstState} />
}
