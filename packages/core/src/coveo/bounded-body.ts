import { tokenError } from '../shared/error-table.ts'
import { streamChunks } from '../shared/stream-chunks.ts'

/** Largest body that is read, in bytes. A token response has a few kilobytes. */
export const maxBodyBytes = 1_048_576

/**
 * Reads the body as text. At `maxBodyBytes` it stops and closes the connection: a successful response that large is a
 * `coveo-bad-response`; the body of a failed one is cut.
 */
export async function readBoundedBody(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  if (response.ok && Number(response.headers.get('content-length')) > maxBodyBytes) {
    await response.body?.cancel?.()
    throw tooLarge()
  }
  for await (const chunk of chunksOf(response)) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) {
      if (response.ok) throw tooLarge()
      return text
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The chunks of a body. Ends its connection when the caller stops early. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const body = response.body as Partial<ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>> | null
  if (typeof body?.getReader === 'function') {
    yield* streamChunks(body as ReadableStream<Uint8Array>)
  } else if (typeof body?.[Symbol.asyncIterator] === 'function') {
    // A fetch function for Node has a stream of Node.
    yield* body as AsyncIterable<Uint8Array>
  } else {
    // A fetch function without streams. The body is already in memory.
    yield new TextEncoder().encode(await response.text())
  }
}

function tooLarge() {
  return tokenError('coveo-bad-response', `Coveo's response is larger than ${maxBodyBytes} bytes.`, { status: 200 })
}
