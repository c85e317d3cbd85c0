import { redirect } from 'react-router'
import { sessions } from '../session.server'

export async function loader() {
  const session = await sessions.getSession()
  session.set('email', 'asmith@example.com') // your sign-in
  return redirect('/', { headers: { 'Set-Cookie': await sessions.commitSession(session) } })
}
