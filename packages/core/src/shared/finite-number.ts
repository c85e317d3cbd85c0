import * as z from 'zod/mini'

/** A number schema. `z.number` would add formats and bounds to a server bundle, none of which the project uses. */
export const finiteNumber = z.custom<number>(Number.isFinite, { error: 'must be a number', abort: true })
