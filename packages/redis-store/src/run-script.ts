import type { RedisClient, ScriptArguments } from './redis-client.ts'

const hashes = new Map<string, Promise<string>>()

/** A script waits for the move of a slot, which takes less than a second. */
const maxAttempts = 40
const pauseMs = 50

/**
 * Runs a script by its hash, and by its text where the server does not have it yet. A cluster rejects a script of several keys with
 * TRYAGAIN while their slot moves.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#multi-keys-operations
 */
export async function runScript(client: RedisClient, script: string, options: ScriptArguments): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(client, script, options)
    } catch (error) {
      if (attempt === maxAttempts || !isReply(error, 'TRYAGAIN')) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function runOnce(client: RedisClient, script: string, options: ScriptArguments): Promise<unknown> {
  if (client.evalSha === undefined) return client.eval(script, options)
  try {
    return await client.evalSha(await sha1Of(script), options)
  } catch (error) {
    if (!isReply(error, 'NOSCRIPT')) throw error
    return client.eval(script, options)
  }
}

function isReply(error: unknown, code: string): boolean {
  return String((error as Error)?.message).includes(code)
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
