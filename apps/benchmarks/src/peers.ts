import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAppAuth } from '@octokit/auth-app'
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core'
import { LRUCache } from 'lru-cache'
import type { Contender } from './contender.ts'
import { sampleToken } from './sample-token.ts'

const require = createRequire(import.meta.url)
const hourMs = 3_600_000

/** A map lookup with a ready key: the lower bound for every cache that has to build a key. */
export async function lruCache(users: readonly string[]): Promise<Contender> {
  const cache = new LRUCache<string, string>({ max: users.length })
  for (const user of users) cache.set(user, sampleToken(user))
  return {
    name: `lru-cache ${versionOf('lru-cache')} get, key at hand`,
    keys: users.length,
    read: (user) => cache.get(user),
  }
}

/** GitHub's installation tokens: many keys, each built from the parameters, as ours are. */
export async function octokit(users: readonly string[]): Promise<Contender> {
  const auth = createAppAuth({
    appId: 1,
    createJwt: async () => ({ jwt: 'jwt', expiresAt: new Date(Date.now() + hourMs).toISOString() }),
    request: octokitRequest as never,
  })
  const ids = new Map(users.map((user, index) => [user, index + 1]))
  const permissions = { contents: 'read', issues: 'write' } as const
  const read = (user: string) => auth({ type: 'installation', installationId: ids.get(user) ?? 0, permissions })
  for (const user of users) await read(user)
  return { name: `@octokit/auth-app ${versionOf('@octokit/auth-app')} auth()`, keys: users.length, read }
}

async function octokitRequest(_route: string, { installation_id }: { installation_id: number }): Promise<unknown> {
  const expires_at = new Date(Date.now() + hourMs).toISOString()
  return {
    data: { token: sampleToken(String(installation_id)), expires_at, permissions: {}, repository_selection: 'all' },
  }
}

interface TokenCycler {
  createTokenCycler(credential: {
    getToken(): Promise<{ token: string; expiresOnTimestamp: number }>
  }): (scopes: string[], options: object) => Promise<unknown>
}

/** Azure's token cycler, from inside its bearer-token policy: one token, no key. */
export async function azure(): Promise<Contender> {
  const inside = join(dirname(require.resolve('@azure/core-rest-pipeline')), '../esm/util/tokenCycler.js')
  const { createTokenCycler } = (await import(pathToFileURL(inside).href)) as TokenCycler
  const read = createTokenCycler({
    getToken: async () => ({ token: sampleToken('azure'), expiresOnTimestamp: Date.now() + hourMs }),
  })
  const scopes = ['scope']
  const options = {}
  await read(scopes, options)
  return {
    name: `Azure token cycler ${versionOf('@azure/core-rest-pipeline')}`,
    keys: 1,
    read: () => read(scopes, options),
  }
}

/** AWS's memoized identity provider: one token, no key. */
export async function aws(): Promise<Contender> {
  const provider = async () => ({ token: sampleToken('aws'), expiration: new Date(Date.now() + hourMs) })
  const read = memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh)
  if (read === undefined) throw new Error('memoizeIdentityProvider returned undefined.')
  await read()
  return { name: `AWS memoizeIdentityProvider ${versionOf('@smithy/core')}`, keys: 1, read: () => read() }
}

function versionOf(name: string): string {
  const manifest = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
