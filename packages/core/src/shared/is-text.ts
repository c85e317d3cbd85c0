/** Whether it is a text, and not the empty one. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
