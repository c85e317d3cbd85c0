import * as z from 'zod'
import { isTimeZone } from './time-zone.ts'

/** A tz database identifier. */
export const timezoneSchema = z
  .string()
  .refine(isTimeZone, 'must be a tz database identifier, such as America/Montreal')
