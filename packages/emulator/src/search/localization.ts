import * as z from 'zod'
import { isTimeZone } from './time-zone.ts'

/** A tz database identifier. */
export const timezoneSchema = z
  .string()
  .refine(isTimeZone, 'must be a tz database identifier, such as America/Montreal')

/** A BCP 47 language tag. The emulator checks its form only: it has documents in one language. */
export const localeSchema = z.string().refine(isLocale, 'must be a BCP 47 language tag, such as en-CA')

/** The parameters that every request of the Search API has. */
export const localization = { locale: localeSchema.optional(), timezone: timezoneSchema.default('UTC') }

function isLocale(text: string): boolean {
  try {
    return text === '' || Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
