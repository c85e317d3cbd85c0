import type { PlatformTokenParams } from '@coveo-token/core'
import { type Privilege, parsePrivilege, privilegePresets } from '@coveo-token/core/privileges'
import type { Arguments } from '../command/arguments.ts'
import type { OptionInfo } from '../command/option-info.ts'
import { UsageError } from '../command/usage-error.ts'
import { parseDuration } from './parse-duration.ts'
import { identityOptions, parseIdentities } from './parse-identity.ts'

type PresetName = keyof typeof privilegePresets

const presetNames = Object.keys(privilegePresets) as PresetName[]

/** One option for each field of a platform token. @see https://docs.coveo.com/en/n3ge0020 */
export const platformOptions: Readonly<Record<string, OptionInfo>> = {
  privilege: {
    field: 'privileges',
    type: 'string',
    multiple: true,
    value: 'OWNER:DOMAIN[:TYPE[:TARGET]]',
    does: 'Privilege of the token',
  },
  preset: {
    field: 'privileges',
    type: 'string',
    multiple: true,
    value: 'NAME',
    does: `Privileges of a usual token: ${presetNames.join(', ')}`,
  },
  ...identityOptions,
  'analytics-user': {
    field: 'analytics.userId',
    type: 'string',
    value: 'ID',
    does: 'User that analytics events are logged for',
  },
  'display-name': {
    field: 'analytics.userDisplayName',
    type: 'string',
    value: 'NAME',
    does: 'Name of that user in analytics',
  },
  'valid-for': {
    field: 'validityPeriodMs',
    type: 'string',
    value: 'DURATION',
    does: 'Lifetime, such as 15m or 24h (24h)',
  },
}

/** Reads the fields from the command line. Throws a `UsageError` for a malformed privilege or an unknown preset. */
export function platformParams(args: Arguments): PlatformTokenParams {
  const userIds = parseIdentities(args)
  const validFor = args.text('valid-for')
  const analytics = { userId: args.text('analytics-user'), userDisplayName: args.text('display-name') }
  return {
    privileges: args.inOrder(['privilege', 'preset']).flatMap(({ name, value }) => {
      return name === 'preset' ? presetOf(value) : [privilegeOf(value)]
    }),
    userIds: userIds.length === 0 ? undefined : userIds,
    analytics: Object.values(analytics).some((value) => value !== undefined) ? analytics : undefined,
    validityPeriodMs: validFor === undefined ? undefined : parseDuration(validFor),
  }
}

function presetOf(text: string): readonly Privilege[] {
  const name = presetNames.find((candidate) => candidate === text)
  if (name === undefined) throw new UsageError(`--preset must be one of ${presetNames.join(', ')}.`)
  return privilegePresets[name]
}

function privilegeOf(text: string): Privilege {
  try {
    return parsePrivilege(text)
  } catch (error) {
    throw new UsageError(`--privilege: ${(error as Error).message}`)
  }
}
