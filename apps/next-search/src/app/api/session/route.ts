import { problem, readSessionRequest } from '@coveo-token/demo-ui/server'
import { problemResponse } from '../../../problem-response.ts'
import { openSession, signedInUser } from '../../../session.ts'

const headers = { 'Cache-Control': 'no-store' }

export async function GET(): Promise<Response> {
  const user = await signedInUser()
  return Response.json({ user: user?.id ?? null }, { headers })
}

export async function POST(request: Request): Promise<Response> {
  // Only a page of this site can send JSON here without the browser asking us first.
  const isJson = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() === 'application/json'
  const user = readSessionRequest(isJson ? await request.json().catch(() => undefined) : undefined)
  if (user === undefined) {
    const detail = 'Send {"user": …} with one of the users of this app, as JSON.'
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
