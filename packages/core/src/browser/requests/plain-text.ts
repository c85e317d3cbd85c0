/** Whether a value is printable ASCII without quotes, backslashes and spaces, and neither a lost value nor an API key. */
export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && /^(?!(undefined|null)$|xx[\da-f]{8}-)[!#-[\]-~]+$/.test(value)
}
