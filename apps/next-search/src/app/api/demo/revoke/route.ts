import { revokeCurrentToken } from '@coveo-token/demo/server'
import { tokens } from '../../../../coveo.ts'
import { problemResponse } from '../../../../problem-response.ts'
import { signedInUser } from '../../../../session.ts'
import { demoSettings } from '../../../../settings.ts'

export async function POST(): Promise<Response> {
  const { emulatorControl } = demoSettings()
  const answer = await revokeCurrentToken({ tokens, user: (await signedInUser()) ?? undefined, emulatorControl })
  return 'problem' in answer ? problemResponse(answer.problem) : new Response(null, { status: answer.status })
}
