import { token } from '../../../token.js'

export const dynamic = 'force-dynamic'

export function GET() {
  return Response.json({
    token,
    kind: 'search',
    organizationId: 'benchmark',
    expiresIn: 3480,
    refreshIn: 2710,
    fingerprint: 'mPq1c0tJx2yR8a7V',
  })
}
