import { createApp, runtimeChecks } from './runtime-checks.ts'

// The program for Node.js, Bun and Deno.
console.log(JSON.stringify(await runtimeChecks(createApp())))
