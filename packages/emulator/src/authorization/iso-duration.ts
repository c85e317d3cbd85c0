const pattern =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const second = 1000
const day = 86_400 * second
const units = [365 * day, 30 * day, 7 * day, day, 3600 * second, 60 * second, second]

/** Parses an ISO-8601 duration (`PT24H`, `P1DT30M`) into milliseconds; a year is 365 days, a month 30. */
export function parseIsoDuration(text: string): number | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  return units.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0)
}
