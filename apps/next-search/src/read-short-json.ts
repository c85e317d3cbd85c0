/** The request's JSON body; undefined if it has another type, cannot be parsed, or exceeds `maxBytes`. */
export async function readShortJson(request: Request, maxBytes = 1024): Promise<unknown> {
  // Cross-site pages cannot send this content type without a preflight.
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
