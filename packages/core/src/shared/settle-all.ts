/** Waits until all have settled, then rejects with the first rejection, if there is one: no failure abandons the others. */
export async function settleAll<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
