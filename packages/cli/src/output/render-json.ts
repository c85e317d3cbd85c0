import { redact } from '@coveo-token/core'
import type { CommandResult } from '../command/command.ts'

/** Renders the result as JSON, redacted. The token of `--print-token` is the only secret that it can hold. */
export function renderJson({ json, token }: Pick<CommandResult, 'json' | 'token'>): string {
  const safe = redact(json)
  return `${JSON.stringify(token === undefined ? safe : { ...safe, token }, undefined, 2)}\n`
}
