import type { EndpointIssuer, IssuedToken } from '@coveo-token/core'
import { assertTokenOptions, isSignedOut, toServerError } from '@coveo-token/core/adapter'
import type { Request, RequestHandler } from 'express'

declare global {
  namespace Express {
    interface Request {
      /**
       * The signed-in user's Coveo token for calls from the server, or `null` when nobody is signed in; asked for at the
       * first call and kept for this request. Rejects with a `TokenError`. Needs the `coveoToken` middleware.
       */
      coveoToken(): Promise<IssuedToken | null>
    }
  }
}

export interface CoveoTokenOptions<User> {
  /** Issues the tokens. */
  tokens: EndpointIssuer<User>
  /** Who is signed in, by the server's own session, as of `coveoTokenEndpoint`. */
  user: (req: Request) => User | null | undefined | Promise<User | null | undefined>
}

/** Gives each request a `coveoToken()`. It costs nothing until a handler calls it. Throws `TypeError` for an option that cannot work. */
export function coveoToken<User>(options: CoveoTokenOptions<User>): RequestHandler {
  assertTokenOptions(options)
  async function tokenOf(req: Request): Promise<IssuedToken | null> {
    const user = await options.user(req)
    return isSignedOut(user) ? null : options.tokens.issue(user)
  }
  return (req, _res, next) => {
    let asked: Promise<IssuedToken | null> | undefined
    req.coveoToken = () => {
      asked ??= tokenOf(req).catch((error) => {
        throw toServerError(error)
      })
      return asked
    }
    next()
  }
}
