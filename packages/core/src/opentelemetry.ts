export type { TokenEventListener } from './issuing/token-event.ts'
export { createTelemetryListener, type TelemetryOptions } from './opentelemetry/telemetry-listener.ts'
