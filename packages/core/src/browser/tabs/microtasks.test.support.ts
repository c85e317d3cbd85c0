/** Waits until every microtask has run. */
export async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await undefined
}
