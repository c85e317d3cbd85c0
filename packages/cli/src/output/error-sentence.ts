import type { TokenError } from '@coveo-token/core'

/** The reason of a failure without its remedy. The message about wrong settings repeats every problem of the remedy. */
export function errorSentence({ code, message }: TokenError): string {
  return code === 'configuration' ? 'The settings in the environment are wrong.' : message
}
