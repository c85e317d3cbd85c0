/** Whether the browser took this page from its HTTP cache: then the age of what the server rendered into it is unknown. */
export function isCachedPage(): boolean {
  const [navigation] = globalThis.performance?.getEntriesByType?.('navigation') ?? []
  const { deliveryType, transferSize, type } = Object(navigation)
  return deliveryType === 'cache' || (type === 'back_forward' && transferSize === 0)
}
