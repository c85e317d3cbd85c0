import { ability, type CatalogEntry, entry, managed } from './catalog-entry.ts'

/** The domains of Usage Analytics. */
export const analyticsEntries: readonly CatalogEntry[] = [
  entry('USAGE_ANALYTICS:ANALYTICS_DATA', {
    VIEW: 'Read the recorded events and the statistics computed from them.',
    EDIT: 'Log events: searches, clicks, views. The console calls this Push.',
  }),
  ability('USAGE_ANALYTICS:IMPERSONATE', 'Log events in the name of any user.'),
  ability('USAGE_ANALYTICS:ADMINISTRATE', 'Manage usage analytics, including its settings.'),
  managed('USAGE_ANALYTICS:CUSTOM_DIMENSIONS', { things: 'custom dimensions', types: ['CREATE', 'VIEW', 'EDIT'] }),
  ability('USAGE_ANALYTICS:DELETE_USER_ANALYTICS_DATA', 'Erase the records about one user.'),
  managed('USAGE_ANALYTICS:EXPORTS', { things: 'exports of recorded events', types: ['CREATE', 'VIEW', 'EDIT'] }),
  entry('USAGE_ANALYTICS:INCOHERENT_EVENTS', { VIEW: 'See which logged events contradict each other.' }),
  managed('USAGE_ANALYTICS:METRIC_ALERTS', { things: 'alerts on metrics', types: ['VIEW', 'EDIT'] }),
  managed('USAGE_ANALYTICS:NAMED_FILTERS', { things: 'named filters of reports', types: ['CREATE', 'VIEW', 'EDIT'] }),
  managed('USAGE_ANALYTICS:PERMISSION_FILTERS', {
    things: 'filters that hide recorded data from some members',
    types: ['CREATE', 'VIEW', 'EDIT'],
  }),
  managed('USAGE_ANALYTICS:REPORTS', { things: 'reports', types: ['VIEW', 'EDIT'] }),
  ability('USAGE_ANALYTICS:QUERY_SUGGEST', 'Read the query suggestions that are computed from recorded searches.'),
  ability('USAGE_ANALYTICS:VIEW_ALL_REPORTS', 'Open every report, including private ones.'),
  managed('USAGE_ANALYTICS:TRACKING_ID', { things: 'tracking ids', types: ['VIEW', 'EDIT'] }),
]
