import { tokenError } from '../shared/error-table.ts'

/** Largest body that is read, in bytes: a token answer has a few kilobytes. */
export const maxBodyBytes = 1_048_576

/**
 * The body as text. Stops reading, and closes the connection, at `maxBodyBytes`: a successful answer of that size is a
 * `coveo-bad-response`; a failed one is cut, because its status says enough.
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
  return tokenError('coveo-bad-response', `Coveo's answer is larger than ${maxBodyBytes} bytes.`, { status: 200 })
}
