import { expectProblem, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import type { EndpointUnderTest } from './endpoint-under-test.ts'
import { rejectedFingerprint as fingerprint, rejectionReport as report } from './rejection-report.ts'

export const variantCases = {
  async 'returns the token of the variant in the query'({ send }: EndpointUnderTest) {
    await expectToken(await send({ query: 'variant=community' }), contractToken('alice', 'community'))
    await expectToken(await send({ query: 'a=1&variant=support' }), contractToken('alice', 'support'))
    await expectToken(await send({ query: 'variants=community' }), contractToken('alice'))
  },

  async 'reports a rejected token under its variant'({ send, setup }: EndpointUnderTest) {
    const response = await send({ ...report, query: 'variant=community' })
    await expectToken(response, contractToken('alice', 'community'))
    expectSame(setup.tokens.rejected, [{ user: 'alice', fingerprint, variant: 'community' }], 'reports')
  },

  async 'responds 400 to a variant that is unknown or repeated, without running `user` or repeating the name'({
    send,
    setup,
  }: EndpointUnderTest) {
    let runs = 0
    setup.user = () => {
      runs += 1
      return 'alice'
    }
    const names = ['sales', '', 'Support', 'support%20', 'support%00', 'toString', '__proto__', '0', '%']
    const queries = [...names.map((name) => `variant=${name}`), 'variant', 'variant=support&variant=support']
    for (const query of queries) {
      for (const init of [{ query }, { ...report, query }]) {
        const detail = await expectProblem(await send(init), 400, 'bad-request')
        expectSame(detail.includes('sales'), false, 'the name in the response')
      }
    }
    expectSame([runs, setup.tokens.issues, setup.tokens.rejected], [0, 0, []], 'runs, tokens and reports')
  },
}
