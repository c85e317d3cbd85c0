import { notFound } from '../api/api-error.ts'

/** Throws a 404 unless `requested` is absent or names the emulator's one organization. */
export function requireOrganization(requested: string | null | undefined, organizationId: string): void {
  if (requested === null || requested === undefined || requested === '' || requested === organizationId) return
  throw notFound(
    `This organization does not exist here. Use "${organizationId}", the emulator's only organization.`,
    'ORGANIZATION_DOES_NOT_EXIST',
  )
}
