import { recordOf } from '../inspect/claim.ts'

/** Far more than a token response or one search result has, in bytes. */
const maxBytes = 1_048_576

/** The JSON object in a body; `{}` for anything else. Ends the connection of a body that is larger than 1 MiB. */
export async function responseObject({ body }: Pick<Response, 'body'>): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return {}
    chunks.push(chunk)
  }
  try {
    return recordOf(JSON.parse(Buffer.concat(chunks).toString()))
  } catch {
    return {}
  }
}
