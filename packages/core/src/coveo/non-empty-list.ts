import * as z from 'zod/mini'

/** A list of at least one item, also by its type. */
export function nonEmptyListOf<Item extends z.core.$ZodType>(item: Item, message: string) {
  const list: z.core.$ZodType = z.array(item).check(z.refine((items) => items.length > 0, message))
  return list as z.core.$ZodType<[z.output<Item>, ...z.output<Item>[]], [z.input<Item>, ...z.input<Item>[]]>
}
