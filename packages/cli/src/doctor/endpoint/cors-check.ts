import { fail, pass } from '../check.ts'
import { endpointCheck } from './endpoint-check.ts'

/** An origin that no application allows. */
export const foreignOrigin = 'https://attacker.example'

/** Pages of other origins cannot read the response. */
export const corsCheck = endpointCheck('CORS', async ({ send, cookies }) => {
  const [cookie] = cookies
  for (const origin of [foreignOrigin, 'null']) {
    const preflight = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' }
    for (const method of ['GET', 'OPTIONS'] as const) {
      const headers = { Origin: origin, ...(method === 'OPTIONS' ? preflight : {}) }
      const allowed = (await send({ method, cookie, headers })).header('access-control-allow-origin')
      if (allowed !== '*' && allowed !== origin) continue
      return fail(
        `The response to ${method} allows the origin ${origin} (Access-Control-Allow-Origin: ${allowed}).`,
        'Remove the general CORS middleware from this path, and name your other origins in `allowedOrigins`.',
      )
    }
  }
  return pass('The response allows no foreign origin.')
})
