import { redirect } from 'next/navigation'
import { readSession } from '../../session'

export async function GET() {
  const session = await readSession()
  session.user = { email: 'asmith@example.com' } // your sign-in
  await session.save()
  redirect('/')
}
