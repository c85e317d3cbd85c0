import type { IssuedToken } from '../issuing/issued-token.ts'
import { type BrowserPrivilegeWarning, browserTokenWarnings } from '../privileges/browser-warnings.ts'
import { formatPrivilege } from '../privileges/privilege.ts'
import { runListener } from '../shared/run-listener.ts'

export interface BrowserWarnerOptions {
  /**
   * Hears of a privilege that a token on its way to a browser should not carry, each kind once.
   * Default: one line on `console.error`, with the reason and the alternative.
   */
  onWarning?: ((warning: BrowserPrivilegeWarning) => void | Promise<void>) | undefined
}

/**
 * Looks at every token that is handed to a browser, once, and warns of the privileges that make it dangerous there. It
 * costs nothing for search tokens, whose identity is fixed, and next to nothing for a token that was looked at before.
 */
export function createBrowserWarner(options: BrowserWarnerOptions): (issued: IssuedToken) => void {
  const { onWarning = writeWarning } = options
  const seen = new WeakSet<IssuedToken>()
  const told = new Set<string>()

  return (issued) => {
    if (issued.kind !== 'platform' || seen.has(issued)) return
    seen.add(issued)
    for (const warning of browserTokenWarnings(issued.token)) {
      if (told.has(warning.reason)) continue
      told.add(warning.reason)
      void runListener(() => onWarning(warning))
    }
  }
}

function writeWarning({ privilege, severity, reason, alternative }: BrowserPrivilegeWarning): void {
  const { owner, targetDomain, type } = privilege
  const name = formatPrivilege({ owner, targetDomain, type })
  const line = `[coveo-token] ${severity}: browsers are handed tokens with ${name}. ${reason} ${alternative}`
  if (severity === 'note') console.info(line)
  else console.error(line)
}
