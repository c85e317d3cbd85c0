import type { RecordedEvent } from '@coveo-token/react/devtools'
import { timeOfDay } from './time-of-day.ts'
import type { TokenEvent } from './token-event.ts'

/** The token's history, newest first. */
export function TokenTimeline({ events }: { events: readonly RecordedEvent<TokenEvent>[] }) {
  if (events.length === 0) return null
  return (
    <div className="timeline">
      <h3 id="timeline-heading">What happened</h3>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers */}
      <ol role="list" aria-labelledby="timeline-heading">
        {events.map((event) => (
          <li key={event.id} data-tone={event.tone}>
            <time dateTime={new Date(event.at).toISOString()}>{timeOfDay.format(event.at)}</time>
            <span>{event.words}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
