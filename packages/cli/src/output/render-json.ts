import { redact } from '@coveo-token/core'
import type { CommandResult } from '../command/command.ts'
import { safeJson } from './safe-text.ts'

/** Renders the result as JSON, redacted and safe to print. The token of `--print-token` is the only secret that it can hold. */
export function renderJson({ json, token }: Pick<CommandResult, 'json' | 'token'>): string {
  const safe = redact(json)
  return safeJson(`${JSON.stringify(token === undefined ? safe : { ...safe, token }, undefined, 2)}\n`)
}
