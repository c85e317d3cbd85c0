import type { RecordedEvent } from '@coveo-token/react/devtools'
import type { TokenEvent } from './token-event.ts'

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

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
            <time dateTime={new Date(event.at).toISOString()}>{time.format(event.at)}</time>
            <span>{event.words}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
