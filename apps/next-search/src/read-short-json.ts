/** The JSON in the body of a request; undefined when it is of another type, cannot be parsed, or has more than `maxBytes`. */
export async function readShortJson(request: Request, maxBytes = 1024): Promise<unknown> {
  // Only a page of this site can send JSON here without the browser asking us first.
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return undefined
  let length = 0
  const chunks: Uint8Array[] = []
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
