/** Whether the browser took this page from its HTTP cache: then the age of what the server rendered into it is unknown. */
export function isCachedPage(): boolean {
  const { deliveryType, transferSize, type } = Object(globalThis.performance?.getEntriesByType?.('navigation')[0])
  return deliveryType === 'cache' || (type === 'back_forward' && transferSize === 0)
}
