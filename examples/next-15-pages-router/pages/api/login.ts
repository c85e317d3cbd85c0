import type { NextApiRequest, NextApiResponse } from 'next'
import { readSession } from '../../session'

export default async function login(req: NextApiRequest, res: NextApiResponse) {
  const session = await readSession(req, res)
  session.user = { email: 'asmith@example.com' } // your sign-in
  await session.save()
  res.redirect('/')
}
