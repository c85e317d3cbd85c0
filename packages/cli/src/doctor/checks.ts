import { builtOutputCheck } from './built-output-check.ts'
import type { Check } from './check.ts'
import { clockCheck } from './clock-check.ts'
import { cachingCheck } from './endpoint/caching-check.ts'
import { corsCheck } from './endpoint/cors-check.ts'
import { crossSiteCheck } from './endpoint/cross-site-check.ts'
import { reachableCheck } from './endpoint/reachable-check.ts'
import { reportCheck } from './endpoint/report-check.ts'
import { sessionsCheck } from './endpoint/sessions-check.ts'
import { signedOutCheck } from './endpoint/signed-out-check.ts'
import { environmentCheck } from './environment-check.ts'
import { hostCheck } from './host-check.ts'
import { keyCheck } from './key-check.ts'
import { mintCheck } from './mint-check.ts'
import { publicVariablesCheck } from './public-variables-check.ts'
import { redisCheck } from './redis/redis-check.ts'
import { searchCheck } from './search-check.ts'

/** The checks of the settings, the key and the code. */
export const localChecks: readonly Check[] = [
  environmentCheck,
  hostCheck,
  keyCheck,
  mintCheck,
  searchCheck,
  clockCheck,
  publicVariablesCheck,
  builtOutputCheck,
  redisCheck,
]

/** The checks of a running application's token endpoint. */
export const endpointChecks: readonly Check[] = [
  reachableCheck,
  signedOutCheck,
  cachingCheck,
  corsCheck,
  crossSiteCheck,
  reportCheck,
  sessionsCheck,
]
