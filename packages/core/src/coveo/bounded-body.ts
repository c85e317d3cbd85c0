import { tokenError } from '../shared/error-table.ts'

/** Largest body that is read, in bytes. A token response has a few kilobytes. */
export const maxBodyBytes = 1_048_576

/**
 * Reads the body as text. At `maxBodyBytes` it stops and closes the connection: a successful response that large is a
 * `coveo-bad-response`; the body of a failed one is cut.
 */
export async function readBoundedBody(response: Response): Promise<string> {
  if (!response.body) return ''
  if (response.ok && Number(response.headers.get('content-length')) > maxBodyBytes) {
    await response.body.cancel()
    throw tooLarge()
  }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBodyBytes) {
      await reader.cancel()
      if (response.ok) throw tooLarge()
      return text
    }
    text += decoder.decode(value, { stream: true })
  }
}

function tooLarge() {
  return tokenError('coveo-bad-response', `Coveo's response is larger than ${maxBodyBytes} bytes.`, { status: 200 })
}
