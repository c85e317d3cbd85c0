import { problem, readSessionRequest } from '@coveo-token/demo/server'
import { problemResponse } from '../../../problem-response.ts'
import { readShortJson } from '../../../read-short-json.ts'
import { openSession, signedInUser } from '../../../session.ts'

const headers = { 'Cache-Control': 'no-store' }

export async function GET(): Promise<Response> {
  const user = await signedInUser()
  return Response.json({ user: user?.id ?? null }, { headers })
}

export async function POST(request: Request): Promise<Response> {
  const user = readSessionRequest(await readShortJson(request))
  if (user === undefined) {
    const detail = 'Send {"user": …} with one of the users of this app, as short JSON.'
    return problemResponse(problem({ status: 400, code: 'bad-request', detail }))
  }
  const session = await openSession()
  session.user = user.id
  await session.save()
  return Response.json({ user: user.id }, { headers })
}

export async function DELETE(): Promise<Response> {
  const session = await openSession()
  session.destroy()
  return new Response(null, { status: 204, headers })
}
