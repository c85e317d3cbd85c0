import type { Problem } from '@coveo-token/core/adapter'

const titles = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not from this site',
  404: 'Not found',
  409: 'Nothing to reject',
  500: 'Something broke here',
  502: 'The emulator did not respond',
} as const

/** Options of `problem()`. */
export interface ProblemOptions {
  status: keyof typeof titles
  code: string
  detail: string
}

/** Creates an RFC 9457 problem, for the routes of the examples other than the token endpoint. */
export function problem({ status, code, detail }: ProblemOptions): Problem {
  return { type: 'about:blank', title: titles[status], status, code, detail }
}
