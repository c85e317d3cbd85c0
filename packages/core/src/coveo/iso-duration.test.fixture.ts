/** Milliseconds of a duration in hours, minutes and seconds, such as `PT1H30M`: read independently of what is tested. */
export function millisecondsOf(duration: string | null): number {
  const [whole, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? '') ?? []
  return whole === undefined ? Number.NaN : (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
}
