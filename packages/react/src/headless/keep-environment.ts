'use client'

interface ConfigurationAction {
  type: string
  payload: Record<string, unknown>
}

/**
 * A Redux middleware that puts the environment back into every change of the basic configuration: Headless 3 and 4 forget it
 * when they renew a token, and send the next request to the production host.
 */
export function keepEnvironment(environment: string) {
  return () => (next: (action: unknown) => unknown) => (action: unknown) => {
    if (!isBasicConfiguration(action) || action.payload.environment) return next(action)
    return next({ ...action, payload: { ...action.payload, environment } })
  }
}

function isBasicConfiguration(action: unknown): action is ConfigurationAction {
  const { type, payload } = Object(action) as Partial<ConfigurationAction>
  return type === 'configuration/updateBasicConfiguration' && typeof payload === 'object' && payload !== null
}
