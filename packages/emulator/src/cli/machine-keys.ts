import { createHash } from 'node:crypto'
import { homedir, hostname } from 'node:os'
import { type ApiKeys, apiKeyNames } from '../authorization/api-keys.ts'

/** Returns the API keys of this machine and user: the same at every start, so that an env file stays valid. */
export function machineApiKeys(): ApiKeys {
  return Object.fromEntries(apiKeyNames.map((name) => [name, `xx${machineUuid(name)}`])) as ApiKeys
}

/** Returns the administrator token of this machine and user. */
export function machineAdminToken(): string {
  return `x${machineUuid('adminToken')}`
}

function machineUuid(name: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['coveo-emulator', hostname(), homedir(), name]))
    .digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
