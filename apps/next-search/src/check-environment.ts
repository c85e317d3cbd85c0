import { isTokenError } from '@coveo-token/core'
import { readDemoSettings } from '@coveo-token/demo/server'

/** Exits with every problem of the environment, if there are any. Sends no request to Coveo. */
export function checkEnvironment(): void {
  try {
    readDemoSettings(process.env)
  } catch (error) {
    if (!isTokenError(error)) throw error
    console.error(`next-search cannot start:\n${error.message}\n${error.remedy}`)
    process.exit(1)
  }
}
