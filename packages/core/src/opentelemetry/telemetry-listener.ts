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
import type { MintEnded, MintStarted, TokenEvent, TokenEventListener } from '../issuing/token-event.ts'

export interface TelemetryOptions {
  /** Default: the global meter provider. */
  meterProvider?: MeterProvider | undefined
  /** Default: the global tracer provider. */
  tracerProvider?: TracerProvider | undefined
}

const scope = '@coveo-token/core'

/**
 * An `onEvent` for one token issuer that feeds OpenTelemetry: a span `coveo.token.mint` for each call to Coveo, and these
 * metrics, durations in seconds: `coveo.token.requests` by `outcome`, `coveo.token.remaining` at each answer,
 * `coveo.token.mint.duration`, `coveo.token.rejections`, `coveo.token.cool_downs`, `coveo.token.evictions`,
 * `coveo.token.store.failures`.
 * Nothing in them names a user. Create it after the SDK has been set up.
 */
export function createTelemetryListener(options: TelemetryOptions = {}): TokenEventListener {
  const { meterProvider = metrics.getMeterProvider(), tracerProvider = trace.getTracerProvider() } = options
  const meter = meterProvider.getMeter(scope)
  const tracer = tracerProvider.getTracer(scope)
  const requests = meter.createCounter('coveo.token.requests', {
    description: 'Answers to callers, by where the token came from.',
  })
  const remaining = meter.createHistogram('coveo.token.remaining', {
    unit: 's',
    description: 'Life left in a token when it was handed out.',
  })
  const durations = meter.createHistogram('coveo.token.mint.duration', {
    unit: 's',
    description: 'Time that Coveo took to mint, tries included.',
  })
  const rejections = meter.createCounter('coveo.token.rejections', {
    description: 'Reports that Coveo refuses a token.',
  })
  const coolDowns = meter.createCounter('coveo.token.cool_downs', {
    description: 'Keys put to rest after a failed mint.',
  })
  const evictions = meter.createCounter('coveo.token.evictions', {
    description: 'Tokens that left memory to make room.',
  })
  const storeFailures = meter.createCounter('coveo.token.store.failures', {
    description: 'Failures of the shared store.',
  })
  const spans = new Map<number, Span>()

  function started({ mint, kind, background, key }: MintStarted): void {
    const attributes = { 'coveo.token.kind': kind, 'coveo.token.background': background, 'coveo.token.key': key }
    spans.set(mint, tracer.startSpan('coveo.token.mint', { kind: SpanKind.CLIENT, attributes }))
  }

  function ended(event: MintEnded): void {
    const { mint, kind, background, outcome, durationMs, code, remainingMs } = event
    const attributes: Attributes = { outcome, kind, background, ...(code && { 'error.type': code }) }
    durations.record(durationMs / 1_000, attributes)
    if (remainingMs !== undefined && !background) served('mint', remainingMs)
    const span = spans.get(mint)
    spans.delete(mint)
    span?.setAttribute('coveo.token.outcome', outcome)
    if (code !== undefined) {
      span?.setAttribute('error.type', code)
      span?.setStatus({ code: SpanStatusCode.ERROR, message: code })
    }
    span?.end()
  }

  function served(outcome: 'hit' | 'mint' | 'shared' | 'stale', remainingMs: number): void {
    requests.add(1, { outcome })
    remaining.record(remainingMs / 1_000, { outcome })
  }

  return (event: TokenEvent) => {
    switch (event.type) {
      case 'mint-started':
        return started(event)
      case 'mint-ended':
        return ended(event)
      case 'hit':
        return served('hit', event.remainingMs)
      case 'stale-served':
        return served('stale', event.remainingMs)
      case 'shared':
        return event.background ? undefined : served('shared', event.remainingMs)
      case 'failed':
        return requests.add(1, { outcome: 'failed', 'error.type': event.code })
      case 'coalesced':
        return requests.add(1, { outcome: 'coalesced' })
      case 'rejected':
        return rejections.add(1, { outcome: event.outcome })
      case 'cooled-down':
        return coolDowns.add(1, { 'error.type': event.code })
      case 'evicted':
        return evictions.add(1)
      case 'store-failed':
        return storeFailures.add(1, { 'error.type': event.code })
    }
  }
}
