import { fail, pass } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'
import { samePage } from './endpoint-probe.ts'

/** No cache on the way may store a token. */
export const cachingCheck = endpointCheck('no caching', async ({ send, cookies }) => {
  const [cookie] = cookies
  const { status, header } = await send({ cookie, headers: samePage })
  const problems = [
    ...(/\bno-store\b/i.test(header('cache-control') ?? '') ? [] : ['has no Cache-Control: no-store']),
    ...['ETag', 'Age'].filter((name) => header(name) !== undefined).map((name) => `has the header ${name}`),
  ]
  if (problems.length === 0) return pass(`The response with status ${status} is no-store and has no ETag.`)
  return fail(
    `The response with status ${status} ${problems.join(' and ')}: a cache could give one user's token to another.`,
    'Let no middleware or proxy change the headers of the token endpoint; exclude its path from the CDN.',
  )
})
