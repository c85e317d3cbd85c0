import { notFound } from '../http/api-error.ts'

/** The emulator serves one organization; the name may be left out where the key implies it. */
export function requireOrganization(asked: string | null | undefined, served: string): void {
  if (asked === null || asked === undefined || asked === '' || asked === served) return
  throw notFound(
    `There is no organization with this name here; the emulator serves "${served}".`,
    'ORGANIZATION_DOES_NOT_EXIST',
  )
}
