/** The same items in an order that looks random and is the same every time (a linear congruential generator draws it). */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = items.map((item) => ({ item, place: 0 }))
  let state = 1
  for (const entry of order) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    entry.place = state
  }
  return order.sort((one, other) => one.place - other.place).map(({ item }) => item)
}
