import { revokeCurrentToken } from '@coveo-token/demo/server'
import { tokens } from '../../../../coveo.ts'
import { outcomeResponse } from '../../../../outcome-response.ts'
import { signedInUser } from '../../../../session.ts'
import { demoSettings } from '../../../../settings.ts'

export async function POST(): Promise<Response> {
  const { emulatorControl } = demoSettings()
  return outcomeResponse(
    await revokeCurrentToken({ tokens, user: (await signedInUser()) ?? undefined, emulatorControl }),
  )
}
