import {
  type Attributes,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import type { TokenEvent, TokenEventListener, TokenEventOf } from '../issuing/token-event.ts'

export interface TelemetryOptions {
  /** Default: the global meter provider. */
  readonly meterProvider?: MeterProvider | undefined
  /** Default: the global tracer provider. */
  readonly tracerProvider?: TracerProvider | undefined
}

const scope = '@coveo-token/core'

/**
 * Creates an `onEvent` for one token issuer that feeds OpenTelemetry: a span `coveo.token.mint` for each call to Coveo, and
 * these metrics, durations in seconds: `coveo.token.requests` by `outcome`, one for each `issue()`; `coveo.token.remaining` for
 * each issued token; `coveo.token.mint.duration`, `coveo.token.mint.refusals` by `maxMintsPerMinute`, `coveo.token.key_rotations`,
 * `coveo.token.rejections`, `coveo.token.cool_downs`, `coveo.token.evictions`, `coveo.token.store.failures`. Nothing in them names a
 * user. Call it after the SDK has been set up.
 */
export function createTelemetryListener(options: TelemetryOptions = {}): TokenEventListener {
  const { meterProvider = metrics.getMeterProvider(), tracerProvider = trace.getTracerProvider() } = options
  const meter = meterProvider.getMeter(scope)
  const tracer = tracerProvider.getTracer(scope)
  const requests = meter.createCounter('coveo.token.requests', {
    description: 'Requests for a token, by where it came from.',
  })
  const remaining = meter.createHistogram('coveo.token.remaining', {
    unit: 's',
    description: 'Lifetime left in a token when it was issued.',
    advice: { explicitBucketBoundaries: [2, 30, 90, 300, 600, 900, 1_800, 2_700, 3_600, 14_400, 86_400] },
  })
  const durations = meter.createHistogram('coveo.token.mint.duration', {
    unit: 's',
    description: 'Duration of a mint, its attempts included.',
    // The default boundaries suit milliseconds: every mint would be in the first bucket.
    advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10] },
  })
  const mintRefusals = meter.createCounter('coveo.token.mint.refusals', {
    description: 'Keys whose mint `maxMintsPerMinute` did not allow, each once a minute.',
  })
  const keyRotations = meter.createCounter('coveo.token.key_rotations', {
    description: 'Mints for which Coveo refused an API key and accepted another one.',
  })
  const rejections = meter.createCounter('coveo.token.rejections', {
    description: 'Reports that Coveo rejected a token.',
  })
  const coolDowns = meter.createCounter('coveo.token.cool_downs', {
    description: 'Cool-downs after a failed mint.',
  })
  const evictions = meter.createCounter('coveo.token.evictions', {
    description: 'Tokens that left the cache to make room.',
  })
  const storeFailures = meter.createCounter('coveo.token.store.failures', {
    description: 'Failures of the shared store.',
  })
  const spans = new Map<number, Span>()

  function started({ mint, kind, background, key }: TokenEventOf<'mint-started'>): void {
    const attributes = { 'coveo.token.kind': kind, 'coveo.token.background': background, 'coveo.token.key': key }
    spans.set(mint, tracer.startSpan('coveo.token.mint', { kind: SpanKind.CLIENT, attributes }))
  }

  function ended(event: TokenEventOf<'mint-ended'>): void {
    const { mint, kind, background, outcome, durationMs, code } = event
    const attributes: Attributes = { outcome, kind, background, ...(code && { 'error.type': code }) }
    durations.record(durationMs / 1_000, attributes)
    const span = spans.get(mint)
    spans.delete(mint)
    span?.setAttribute('coveo.token.outcome', outcome)
    if (code !== undefined) {
      span?.setAttribute('error.type', code)
      span?.setStatus({ code: SpanStatusCode.ERROR, message: code })
    }
    span?.end()
  }

  function issued({ outcome, remainingMs }: TokenEventOf<'issued'>): void {
    requests.add(1, { outcome })
    remaining.record(remainingMs / 1_000, { outcome })
  }

  return (event: TokenEvent) => {
    switch (event.type) {
      case 'mint-started':
        return started(event)
      case 'mint-ended':
        return ended(event)
      case 'issued':
        return issued(event)
      case 'failed':
        return requests.add(1, { outcome: 'failed', 'error.type': event.code })
      case 'rejection-reported':
        return rejections.add(1, { outcome: event.outcome })
      case 'cool-down':
        return coolDowns.add(1, { 'error.type': event.code })
      case 'key-rotated':
        return keyRotations.add(1)
      case 'mint-limit-reached':
        return mintRefusals.add(1)
      case 'evicted':
        return evictions.add(1)
      case 'store-failed':
        return storeFailures.add(1, { 'error.type': event.code })
    }
  }
}
