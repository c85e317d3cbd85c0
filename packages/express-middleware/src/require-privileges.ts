import {
  createPrivilegeGuard,
  type PrivilegeGuard,
  type PrivilegeGuardOptions,
  writeNodeResponse,
} from '@coveo-token/core/adapter'
import type { RequestHandler } from 'express'

export type RequirePrivilegesOptions = Omit<PrivilegeGuardOptions, 'onError'>

/**
 * Lets a request pass only with a Coveo token (`Authorization: Bearer …`) that has all of `privileges`: 401 without
 * one, 403 naming the missing ones. If Coveo cannot be reached or refuses our key, the error goes to `next`.
 */
export function requirePrivileges(options: RequirePrivilegesOptions): RequestHandler {
  return guardHandler(createPrivilegeGuard(options))
}

/** The request handler of a privilege guard. */
export function guardHandler(guard: PrivilegeGuard): RequestHandler {
  return (req, res, next) => {
    guard.check(req.headers.authorization).then((refusal) => (refusal ? writeNodeResponse(res, refusal) : next()), next)
  }
}
