export { createTelemetryListener, type TelemetryOptions } from './opentelemetry/telemetry-listener.ts'
