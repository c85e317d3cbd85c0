import type { ActiveFault } from '../faults/fault-registry.ts'
import { redactText } from '../requests/redact.ts'
import type { RecordedCaller, RecordedRequest } from '../requests/request-log.ts'

/** Returns the cells of a fault: id, routes, effect, how often it was applied. */
export function faultCells({ id, route, times, struck, ...rest }: ActiveFault): string[] {
  const effects = Object.entries(rest).filter(([, value]) => value !== 0 && JSON.stringify(value) !== '{}')
  const words = effects.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')
  return [String(id), [route].flat().join(', '), redactText(words), `${struck} of ${times}`]
}

/** Returns the cells of a request: time, request, caller, response. */
export function requestCells({ time, method, path, caller, status, fault }: RecordedRequest): string[] {
  const response = status === 0 ? 'connection closed' : String(status)
  return [
    new Date(time).toISOString().slice(11, 19),
    `${method} ${path}`,
    callerOf(caller),
    fault === undefined ? response : `${response}, by fault ${fault}`,
  ]
}

function callerOf({ kind, name, fingerprint = '' }: RecordedCaller): string {
  if (kind === 'none') return 'no credential'
  if (kind === 'apiKey') return `API key ${name}`
  return `${kind === 'token' ? 'token' : 'unknown credential'} ${fingerprint}`
}
