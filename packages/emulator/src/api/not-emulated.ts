import { ApiError } from './api-error.ts'

const rest = 'This part of the Search API'
const stub = 'Stub its routes in tests.'

const apis: readonly (readonly [path: RegExp, api: string, remedy: string])[] = [
  [
    /^\/rest\/organizations\/[^/]+\/commerce\//,
    'The Commerce API',
    'Stub its routes in tests, or use an organization.',
  ],
  [/^\/api\/preview\/organizations\//, 'The agents API', 'Use passages/retrieve to build an agent.'],
  [/^\/rest\/search\/v2\/(?:values|document|text|datastream|login|extensions|rating|fields\/find)(?:\/|$)/, rest, stub],
  [/^\/rest\/search\/(?:v3|alpha)(?:\/|$)/, rest, 'Use the routes below /rest/search/v2.'],
  [/^\/rest\/organizations\/[^/]+\/answer\//, 'This route of generated text', stub],
  [/^\/rest\/organizations\/[^/]+\/insight\//, 'This part of the Insight Panel API', stub],
  [/^\/rest\/organizations\/[^/]+\/caseassists\//, 'This part of the Case Assist API', stub],
  [/^\/rest\/organizations\/[^/]+\/machinelearning\//, 'The machine learning API', stub],
]

/** Returns the error for a path of an API that the emulator does not have. Not a 404: Headless shows that as offline. */
export function notEmulated(path: string): ApiError | undefined {
  const found = apis.find(([pattern]) => pattern.test(path))
  if (!found) return undefined
  return new ApiError(`${found[1]} is not emulated. ${found[2]}`, { status: 422, code: 'UNPROCESSABLE_ENTITY' })
}
