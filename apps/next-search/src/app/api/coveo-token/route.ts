import { createTokenRoute } from '@coveo-token/next'
import { tokens } from '../../../coveo.ts'
import { signedInUser } from '../../../session.ts'

// Next's own 405 would name no method that is allowed.
export { POST as DELETE, POST as PATCH, POST as PUT }

export const { GET, HEAD, POST, OPTIONS } = createTokenRoute({ tokens, user: signedInUser })
