import { badRequest } from '../api/api-error.ts'

export interface RegionSettings {
  /** Region of the organization. Null accepts requests for every region. Default null. */
  region: keyof typeof regions | null
}

const regions = { us: 'us-east-1', eu: 'eu-west-1', au: 'ap-southeast-2', ca: 'ca-central-1' }

/**
 * Throws the 400 of a platform request that reaches the wrong region. Organization hosts serve every region.
 * @see https://docs.coveo.com/en/mcc80216
 */
export function requireRegion(
  { host = '', organizationId }: { host: string | undefined; organizationId: string },
  { region }: RegionSettings,
): void {
  if (region === null || /\.org(hipaa)?\.coveo\.com$/.test(host)) return
  const requested = regionOf(host)
  if (requested === region) return
  throw badRequest(
    `Organization: '${organizationId}' does not accept requests in current region '${regions[requested]}'. Allowed region(s): '[${regions[region]}]'.`,
  )
}

/** Returns the region of a host such as `platform-eu.cloud.coveo.com`; us for any other host. */
function regionOf(host: string): keyof typeof regions {
  const suffix = /^platform-(eu|au|ca)\.cloud\.coveo\.com$/.exec(host)?.[1]
  return (suffix as keyof typeof regions | undefined) ?? 'us'
}
