import { createTokenRoute } from '@coveo-token/next'
import { tokens } from '../../../coveo.ts'
import { signedInUser } from '../../../session.ts'

export const { GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE } = createTokenRoute({ tokens, user: signedInUser })
