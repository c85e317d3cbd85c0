import * as z from 'zod'
import { requiredText } from '../api/required-text.ts'
import { apiKeyConfigurationSchema } from './api-key-configuration.ts'
import { ipRestrictionsSchema } from './ip-restrictions.ts'
import { privilegeSchema } from './privilege.ts'

const ignored = ['apiKeysThatCanEdit', 'groupsThatCanEdit']

const displayName = requiredText().max(125)
const updateSchema = ipRestrictionsSchema.extend({
  displayName: displayName.optional(),
  description: z.string().max(1000).optional(),
  additionalConfiguration: apiKeyConfigurationSchema.optional(),
})
const creationSchema = updateSchema.extend({
  displayName,
  description: z.string().max(1000).default(''),
  privileges: z.array(privilegeSchema).default([]),
  lifetimeDuration: z.string().optional(),
})

const rotationSchema = z.strictObject({
  rotationSecret: requiredText(),
  previousKeyExpirationPeriod: z.string().optional(),
  newKeyExpirationPeriod: z.string().optional(),
})

/** The parameters of a new API key. */
export const creationParameters = {
  call: 'The creation of an API key',
  schema: creationSchema,
  ignored: [...ignored, 'enabled', 'overrideTemplatePrivileges', 'rotationEnabled'],
}

/** The parameters of a change of an API key. */
export const updateParameters = { call: 'The update of an API key', schema: updateSchema, ignored }

/** The parameters of the rotation of an API key. */
export const rotationParameters = { call: 'The rotation of an API key', schema: rotationSchema }
