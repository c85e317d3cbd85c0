import { mintResult, printTokenOption } from '../mint/mint-result.ts'
import { platformOptions, platformParams } from '../mint/platform-params.ts'
import type { Command } from './command.ts'
import { createRecordedClient } from './coveo-client.ts'
import { explainRefusal } from './explain-refusal.ts'

export const mintPlatformCommand: Command = {
  name: 'mint platform',
  summary: 'Mint a platform token with chosen privileges',
  details: [
    'Needs at least one privilege, and the key in COVEO_API_KEY must hold each of them.',
    'Prints fingerprint, privileges and lifetime; the token only with --print-token.',
  ],
  options: { ...platformOptions, ...printTokenOption },
  async run({ args, context }) {
    const params = platformParams(args)
    const recorded = createRecordedClient(context)
    return explainRefusal('It must hold each privilege of the token: see them with coveo-token inspect.', () =>
      mintResult({
        kind: 'platform',
        recorded,
        options: platformOptions,
        isPrinted: args.flag('print-token'),
        mint: () => recorded.client.createPlatformToken(params),
      }),
    )
  },
}
