/** The response of a token endpoint, as tests need it. The token opens nothing. */
export const tokenResponse = {
  token: 'test',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'test',
  expiresIn: 3600,
  refreshIn: 2700,
} as const
