import { createApp, runtimeChecks } from './runtime-checks.ts'

// The program for `workerd test`, which passes if no check fails.
export default {
  async test(): Promise<void> {
    const results = await runtimeChecks(createApp())
    if (results.some((result) => result !== 'yes')) throw new Error(results.join())
  },
}
