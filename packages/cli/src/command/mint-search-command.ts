import { mintResult, printTokenOption } from '../mint/mint-result.ts'
import { searchOptions, searchParams } from '../mint/search-params.ts'
import type { Command } from './command.ts'
import { createRecordedClient } from './coveo-client.ts'

export const mintSearchCommand: Command = {
  name: 'mint search',
  summary: 'Mint a search token for a user',
  details: [
    'Needs at least one identity. Their order counts: search alert mail goes to the first.',
    'Prints fingerprint, identity and lifetime; the token only with --print-token.',
  ],
  options: { ...searchOptions, ...printTokenOption },
  async run({ args, context }) {
    const params = searchParams(args)
    const recorded = createRecordedClient(context)
    return mintResult({
      kind: 'search',
      recorded,
      options: searchOptions,
      isPrinted: args.flag('print-token'),
      mint: () => recorded.client.createSearchToken(params),
    })
  },
}
