import { explainAccess } from '@coveo-token/demo/server'
import { outcomeResponse } from '../../../../outcome-response.ts'
import { signedInUser } from '../../../../session.ts'
import { demoSettings } from '../../../../settings.ts'

export async function GET(request: Request): Promise<Response> {
  const { emulatorControl } = demoSettings()
  const document = new URL(request.url).searchParams.get('document') ?? ''
  return outcomeResponse(await explainAccess({ user: (await signedInUser()) ?? undefined, document, emulatorControl }))
}
