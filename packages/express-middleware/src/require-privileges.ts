import { createPrivilegeGuard, type PrivilegeGuardOptions, writeNodeResponse } from '@coveo-token/core/adapter'
import type { RequestHandler } from 'express'

export type RequirePrivilegesOptions = PrivilegeGuardOptions

/**
 * Lets a request pass only with a Coveo token (`Authorization: Bearer …`) that holds all of `privileges`: 401 without
 * one, 403 naming what is missing. When Coveo cannot say, the error goes to `next`.
 */
export function requirePrivileges(options: RequirePrivilegesOptions): RequestHandler {
  const guard = createPrivilegeGuard(options)
  return (req, res, next) => {
    guard.check(req.headers.authorization).then((refusal) => (refusal ? writeNodeResponse(res, refusal) : next()), next)
  }
}
