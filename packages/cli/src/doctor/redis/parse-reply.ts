/** A reply of Redis. An error is returned, not thrown: the caller decides. */
export type Reply = string | number | null | Error | readonly Reply[]

interface Parsed {
  readonly reply: Reply
  /** Index of the first byte after the reply. */
  readonly end: number
}

/** Parses the reply that starts at `start`; undefined while bytes are missing. @see https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export function parseReply(bytes: Buffer, start = 0): Parsed | undefined {
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd === -1) return undefined
  const line = bytes.toString('utf8', start + 1, lineEnd)
  const next = lineEnd + 2
  switch (bytes.toString('latin1', start, start + 1)) {
    case '+':
      return { reply: line, end: next }
    case '-':
      return { reply: new Error(line), end: next }
    case ':':
      return { reply: Number(line), end: next }
    case '$':
      return parseBulk(bytes, next, Number(line))
    case '*':
      return parseList(bytes, next, Number(line))
    default:
      throw new Error('The server does not speak the protocol of Redis.')
  }
}

function parseBulk(bytes: Buffer, start: number, length: number): Parsed | undefined {
  if (length < 0) return { reply: null, end: start }
  const end = start + length
  return bytes.length < end + 2 ? undefined : { reply: bytes.toString('utf8', start, end), end: end + 2 }
}

function parseList(bytes: Buffer, start: number, length: number): Parsed | undefined {
  const replies: Reply[] = []
  let end = start
  for (let index = 0; index < length; index += 1) {
    const item = parseReply(bytes, end)
    if (item === undefined) return undefined
    replies.push(item.reply)
    end = item.end
  }
  return { reply: replies, end }
}
