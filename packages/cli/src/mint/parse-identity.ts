import { anonymousIdentity, emailIdentity, type SecurityIdentity } from '@coveo-token/core'
import type { Arguments } from '../command/arguments.ts'
import type { OptionInfo } from '../command/option-info.ts'
import { UsageError } from '../command/usage-error.ts'

export const identityOptions: Readonly<Record<string, OptionInfo>> = {
  user: {
    field: 'userIds',
    type: 'string',
    multiple: true,
    value: 'EMAIL',
    does: 'Act as the user with this address in the Email Security Provider',
  },
  identity: {
    field: 'userIds',
    type: 'string',
    multiple: true,
    value: 'NAME,PROVIDER[,TYPE]',
    does: 'Act as this identity; TYPE is User, Group, VirtualGroup or Unknown (User)',
  },
  anonymous: { field: 'userIds', type: 'boolean', does: 'Act as a visitor who is not signed in' },
}

const types = ['User', 'Group', 'VirtualGroup', 'Unknown'] as const

/** The identities in the order of the command line: search alert mail goes to the first. */
export function parseIdentities(args: Arguments): SecurityIdentity[] {
  const given = args.inOrder(Object.keys(identityOptions))
  return given.map(({ name, value }) => {
    if (name === 'anonymous') return anonymousIdentity()
    return name === 'user' ? emailIdentity(value) : parseIdentity(value)
  })
}

/** The name may hold commas: provider and type are the last parts. */
function parseIdentity(text: string): SecurityIdentity {
  const [before = '', last] = splitAtLastComma(text) ?? []
  const type = types.find((candidate) => candidate === last)
  const [name, provider] = splitAtLastComma(type === undefined ? text : before) ?? []
  if (name && provider) return { name, provider, type: type ?? 'User' }
  throw new UsageError('--identity must be NAME,PROVIDER or NAME,PROVIDER,TYPE, such as "Finance,AD Provider,Group".')
}

function splitAtLastComma(text: string): [before: string, after: string] | undefined {
  const at = text.lastIndexOf(',')
  return at === -1 ? undefined : [text.slice(0, at), text.slice(at + 1).trim()]
}
