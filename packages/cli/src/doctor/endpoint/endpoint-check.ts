import type { Check, Finding } from '../check.ts'
import type { EndpointProbe } from './endpoint-probe.ts'

/** Creates a check of the token endpoint. Without `--endpoint` the list of checks holds none. */
export function endpointCheck(name: string, run: (probe: EndpointProbe) => Promise<Finding>): Check {
  return {
    name: `endpoint: ${name}`,
    needs: name === 'reachable' ? [] : ['endpoint: reachable'],
    async run({ endpoint }) {
      if (endpoint === undefined) throw new TypeError('endpoint must be set for the checks of the token endpoint.')
      return run(endpoint)
    },
  }
}
