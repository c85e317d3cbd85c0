const encodings = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const

/** Decodes text, without its byte order mark. Windows tools write UTF-16, and UTF-8 with a mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes)).decode(bytes)
}

/** The text in UTF-8. Bytes of an encoding that is not known stay as they are. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  return utf16Of(bytes) ? Buffer.from(decodeText(bytes)) : bytes
}

function utf16Of(bytes: Uint8Array): string | undefined {
  const [encoding] = encodings.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? []
  return encoding
}
