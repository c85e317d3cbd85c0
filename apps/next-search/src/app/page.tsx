import { DemoPage } from '@coveo-token/demo-ui'
import { demoConfig } from '@coveo-token/demo-ui/server'
import { initialToken, tokens } from '../coveo.ts'
import { signedInUser } from '../session.ts'
import { demoSettings } from '../settings.ts'
import { withDeadline } from '../with-deadline.ts'

/** The page, with the user's first token in it: the browser searches at once, without asking for one. */
export default async function Page() {
  const user = await signedInUser()
  // A page without a token is better than a page that waits for Coveo: the browser asks for one by itself.
  const token = user === null ? undefined : await withDeadline(initialToken(), 1500)
  return <DemoPage config={demoConfig(demoSettings(), tokens.organizationId)} user={user} initialToken={token} />
}
