import { DemoPage } from '@coveo-token/demo'
import { findPageStart } from '@coveo-token/demo/server'
import { pageStartOptions } from '../page-start-options.ts'

/** The search page with the user's first token and first results: the browser requests neither. */
export default async function Page() {
  return <DemoPage {...(await findPageStart(await pageStartOptions()))} />
}
