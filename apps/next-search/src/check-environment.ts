import { isTokenError } from '@coveo-token/core'
import { readDemoSettings } from '@coveo-token/demo-ui/server'

/** Ends the process when it cannot work in this environment, and says everything that is wrong. Coveo itself is not asked. */
export function checkEnvironment(): void {
  try {
    readDemoSettings(process.env)
  } catch (error) {
    if (!isTokenError(error)) throw error
    console.error(`next-search cannot start:\n${error.message}\n${error.remedy}`)
    process.exit(1)
  }
}
