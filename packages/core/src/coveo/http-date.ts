const fixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Milliseconds since the epoch of an HTTP date, in whole seconds. `undefined` for any other text. */
export function parseHttpDate(text: string | null | undefined): number | undefined {
  if (!text || !fixdate.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}
