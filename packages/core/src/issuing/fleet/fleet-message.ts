import * as z from 'zod/mini'
import { anyString } from '../../shared/any-string.ts'

// Optional fields in place of a union, which would add its code of zod to a bundle.
const envelopeSchema = z.object({
  /** Identifies the instance that sent it. */
  from: anyString,
  /** Drop the token of this key, or only the one with this fingerprint. */
  revoked: z.optional(z.object({ key: anyString, fingerprint: z.optional(anyString) })),
  /** Coveo limits the calls of the API key: read the pause under this name in the store. */
  pauseName: z.optional(anyString),
})

export type FleetEnvelope = Readonly<z.infer<typeof envelopeSchema>>
/** One message from an instance to all others. It holds no time: it may arrive late, or be published again. */
export type FleetMessage = Omit<FleetEnvelope, 'from'>

export function formatEnvelope(envelope: FleetEnvelope): string {
  return JSON.stringify(envelope)
}

/** Undefined for the text of another version. */
export function parseEnvelope(text: string): FleetEnvelope | undefined {
  try {
    return envelopeSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
