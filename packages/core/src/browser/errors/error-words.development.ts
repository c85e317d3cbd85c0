import { errorDocs } from '../../shared/error-reason.ts'
import { developerWords } from './developer-words.ts'
import type { EndpointFault, PageErrorCode } from './endpoint-error.ts'
import type { ErrorWords } from './error-words.ts'

/** Codes that report an event. The others report a fault to correct. */
const events: readonly PageErrorCode[] = ['not-authenticated', 'signed-out', 'disposed']
const printed = new Set<string>()

/** The full sentences of an error. Prints them once for each code and page. */
export function describeError(code: PageErrorCode, fault: EndpointFault): ErrorWords {
  const words = developerWords(code, fault)
  if (!events.includes(code)) printOnce(code, `${words.message} ${words.remedy} See ${errorDocs(code)}.`)
  return words
}

/** Prints once for each page that a cache sent an old token response. */
export function warnAboutCache(): void {
  printOnce(
    'cache',
    'A cache sent an old token response: a service worker, a proxy, or the HTTP cache of the page. The source requests another token. ' +
      'Exempt the token endpoint from every cache, and send pages that contain a token with `Cache-Control: private, no-store`.',
  )
}

/** Throws a `TypeError` that names the first option whose value is not of its type. Undefined means the default. */
export function assertOptionTypes(options: object, types: Readonly<Record<string, string>>): void {
  for (const [name, type] of Object.entries(types)) {
    const value: unknown = Reflect.get(options, name)
    if (value === undefined || (value !== null && type.includes(typeof value))) continue
    throw new TypeError(`\`${name}\` must be ${type}.`)
  }
}

function printOnce(key: string, text: string) {
  if (printed.has(key)) return
  printed.add(key)
  console.warn(`[coveo-token] ${text}`)
}
