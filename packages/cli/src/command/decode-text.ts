const encodings = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const

/** Decodes text, without its byte order mark. Windows tools write UTF-16, and UTF-8 with a mark. */
export function decodeText(bytes: Uint8Array): string {
  const [encoding = 'utf-8'] = encodings.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? []
  return new TextDecoder(encoding).decode(bytes)
}
