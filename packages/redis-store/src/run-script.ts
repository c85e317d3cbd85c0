import type { RedisClient, ScriptArguments } from './redis-client.ts'

const hashes = new Map<string, Promise<string>>()

/** Runs a script by its hash, and by its text where the server does not have it yet. */
export async function runScript(client: RedisClient, script: string, options: ScriptArguments): Promise<unknown> {
  if (client.evalSha === undefined) return client.eval(script, options)
  try {
    return await client.evalSha(await sha1Of(script), options)
  } catch (error) {
    if (!String((error as Error)?.message).includes('NOSCRIPT')) throw error
    return client.eval(script, options)
  }
}

function sha1Of(script: string): Promise<string> {
  const known = hashes.get(script) ?? sha1(script)
  hashes.set(script, known)
  return known
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
