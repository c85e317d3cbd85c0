import { ApiError } from './api-error.ts'

const apis: readonly (readonly [path: RegExp, api: string, remedy: string])[] = [
  [
    /^\/rest\/organizations\/[^/]+\/commerce\//,
    'The Commerce API',
    'Stub its routes in tests, or use an organization.',
  ],
  [/^\/api\/preview\/organizations\//, 'The agents API', 'Use passages/retrieve to build an agent.'],
  [/^\/rest\/organizations\/[^/]+\/machinelearning\//, 'The machine learning API', 'Stub its routes in tests.'],
]

/** Returns the error for a path of an API that the emulator does not have. Not a 404: Headless shows that as offline. */
export function notEmulated(path: string): ApiError | undefined {
  const found = apis.find(([pattern]) => pattern.test(path))
  if (!found) return undefined
  return new ApiError(`${found[1]} is not emulated. ${found[2]}`, { status: 422, code: 'UNPROCESSABLE_ENTITY' })
}
