import type { TokenEvent } from '@coveo-token/core'
import { createTelemetryListener } from '@coveo-token/core/opentelemetry'
import type { Attributes, MeterProvider, MetricOptions } from '@opentelemetry/api'

/** The metrics of the instrumentation, by the names that Prometheus gives them. */
export interface EmittedMetrics {
  /** Every series, such as `coveo_token_requests_total`. */
  series: Set<string>
  /** The labels of each metric, and every value that was emitted for them, as `outcome=hit`. */
  labels: Set<string>
  /** The boundaries of each histogram, by its name. */
  boundaries: Map<string, number[] | undefined>
}

type EventOf<Type extends TokenEvent['type']> = Extract<TokenEvent, { readonly type: Type }>

const mint = { mint: 1, kind: 'search', background: false, key: 'k' } as const
const issueOutcomes: Record<EventOf<'issued'>['outcome'], true> = {
  hit: true,
  mint: true,
  shared: true,
  coalesced: true,
  stale: true,
}
const mintOutcomes: Record<EventOf<'mint-ended'>['outcome'], true> = {
  minted: true,
  refused: true,
  failed: true,
  'timed-out': true,
  closed: true,
}
const reportOutcomes: Record<EventOf<'rejection-reported'>['outcome'], true> = {
  dropped: true,
  ignored: true,
  limited: true,
}

/** At least one event of each type, with every outcome. */
const events: { [Type in TokenEvent['type']]: EventOf<Type>[] } = {
  'mint-started': [{ ...mint, type: 'mint-started' }],
  'mint-ended': namesOf(mintOutcomes).map((outcome) => ({ ...mint, type: 'mint-ended', outcome, durationMs: 1 })),
  issued: namesOf(issueOutcomes).map((outcome) => ({
    type: 'issued',
    key: 'k',
    outcome,
    fingerprint: 'f',
    remainingMs: 1,
  })),
  failed: [{ type: 'failed', key: 'k', code: 'internal' }],
  'rejection-reported': namesOf(reportOutcomes).map((outcome) => ({
    type: 'rejection-reported',
    key: 'k',
    fingerprint: 'f',
    outcome,
  })),
  'cool-down': [{ type: 'cool-down', key: 'k', pauseMs: 1, failures: 1, code: 'coveo-refused' }],
  'key-rotated': [{ type: 'key-rotated', key: 'k' }],
  'mint-limit-reached': [{ type: 'mint-limit-reached', key: 'k' }],
  evicted: [{ type: 'evicted', key: 'k', fingerprint: 'f' }],
  'store-failed': [{ type: 'store-failed', key: 'k', code: 'shared-store-failed', pauseMs: 1 }],
}

/** Runs the instrumentation on every event, and records what it emits. */
export function recordEmittedMetrics(): EmittedMetrics {
  const emitted: EmittedMetrics = { series: new Set(), labels: new Set(), boundaries: new Map() }
  function note(_value: number, attributes: Attributes = {}) {
    for (const [name, value] of Object.entries(attributes)) emitted.labels.add(`${name.replaceAll('.', '_')}=${value}`)
  }
  const provider = {
    getMeter: () => ({
      createCounter(name: string) {
        emitted.series.add(`${toPrometheus(name)}_total`)
        return { add: note }
      },
      createHistogram(name: string, { unit, advice }: MetricOptions = {}) {
        const base = `${toPrometheus(name)}${unit === 's' ? '_seconds' : ''}`
        for (const suffix of ['bucket', 'count', 'sum']) emitted.series.add(`${base}_${suffix}`)
        emitted.boundaries.set(base, advice?.explicitBucketBoundaries)
        return { record: note }
      },
    }),
  } as unknown as MeterProvider
  const listener = createTelemetryListener({ meterProvider: provider })
  for (const list of Object.values(events)) for (const event of list) listener(event)
  return emitted
}

function toPrometheus(name: string) {
  return name.replaceAll('.', '_')
}

function namesOf<Name extends string>(record: Record<Name, true>) {
  return Object.keys(record) as Name[]
}
