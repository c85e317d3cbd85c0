import { expectProblem, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import type { EndpointUnderTest } from './endpoint-under-test.ts'
import { rejectedFingerprint as fingerprint, rejectionReport as report } from './rejection-report.ts'

export const guestCases = {
  async 'returns the token of a guest when signed out, where guests are allowed'({ send, setup }: EndpointUnderTest) {
    setup.tokens.allowsGuests = true
    for (const signedOut of [null, undefined, false, ''] as const) {
      setup.user = () => signedOut
      const body = await expectToken(await send(), contractToken('guest'))
      expectSame(body.guest, true, 'guest')
    }
    setup.user = () => 'alice'
    const body = await expectToken(await send(), contractToken('alice'))
    expectSame('guest' in body, false, 'guest of a user')
  },

  async 'reports a rejected token of a guest, with its variant'({ send, setup }: EndpointUnderTest) {
    setup.tokens.allowsGuests = true
    const response = await send({ ...report, cookie: '', query: 'variant=support' })
    await expectToken(response, contractToken('guest', 'support'))
    expectSame(setup.tokens.rejected, [{ user: 'guest', fingerprint, variant: 'support' }], 'reports')
  },

  async 'responds 401 when signed out, where guests are not allowed'({ send, setup }: EndpointUnderTest) {
    await expectProblem(await send({ cookie: '', query: 'variant=support' }), 401, 'not-authenticated')
    expectSame(setup.tokens.issues, 0, 'issued tokens')
  },
}
