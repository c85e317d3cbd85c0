import { numberShape, objectOf, optional, parseJson, textShape } from '../../shared/shape.ts'

/** One message from an instance to all others. */
export interface FleetMessage {
  /** Drop the token of this key, or only the one with this fingerprint. */
  readonly revoked?: { readonly key: string; readonly fingerprint?: string | undefined } | undefined
  /** Coveo limits the calls of the API key: how long no instance may mint, in milliseconds. */
  readonly retryAfterMs?: number | undefined
}

export interface FleetEnvelope {
  /** Identifies the instance that sent it. */
  readonly from: string
  /** When it was sent, by the wall clock of its sender, in milliseconds since the epoch. */
  readonly sentAt: number
  readonly message: FleetMessage
}

const revokedShape = objectOf<NonNullable<FleetMessage['revoked']>>(
  { key: textShape, fingerprint: optional(textShape) },
  'dropped',
)
const messageShape = objectOf<FleetMessage>(
  { revoked: optional(revokedShape), retryAfterMs: optional(numberShape) },
  'dropped',
)
const envelopeShape = objectOf<FleetEnvelope>(
  { from: textShape, sentAt: numberShape, message: messageShape },
  'dropped',
)

export function formatEnvelope(envelope: FleetEnvelope): string {
  return JSON.stringify(envelope)
}

/** Undefined for the text of another version. */
export function parseEnvelope(text: string): FleetEnvelope | undefined {
  return parseJson(envelopeShape, text)
}
