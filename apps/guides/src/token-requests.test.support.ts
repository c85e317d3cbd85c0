import type { Emulator } from '@coveo-token/emulator'

export interface TokenBody {
  token: string
  organizationId: string
  guest?: true
}

/** The name of the first identity in a token. */
export function nameIn(token: string): string {
  return JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name
}

/** Signs in at the path, and returns the cookies of the session. */
export async function signIn(send: (path: string) => Promise<Response>, path = '/login'): Promise<string> {
  const response = await send(path)
  const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0])
  return cookies.join('; ')
}

export function mintsOf(coveo: Emulator): number {
  return coveo.requests.filter(({ route }) => route === 'searchToken').length
}
