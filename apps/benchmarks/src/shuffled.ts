/** Shuffles items with a linear congruential generator: the order is the same on every run. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = items.map((item) => ({ item, place: 0 }))
  let state = 1
  for (const entry of order) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    entry.place = state
  }
  return order.sort((one, other) => one.place - other.place).map(({ item }) => item)
}
