import { compareUsers } from '@coveo-token/demo/server'
import { tokens } from '../../../../coveo.ts'
import { outcomeResponse } from '../../../../outcome-response.ts'
import { signedInUser } from '../../../../session.ts'
import { demoSettings } from '../../../../settings.ts'

export async function GET(request: Request): Promise<Response> {
  const { emulatorControl } = demoSettings()
  const { searchParams } = new URL(request.url)
  const user = (await signedInUser()) ?? undefined
  const query = searchParams.get('q') ?? ''
  return outcomeResponse(
    await compareUsers({ tokens, user, otherId: searchParams.get('with'), query, emulatorControl }),
  )
}
