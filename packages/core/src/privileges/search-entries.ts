import { ability, type CatalogEntry, entry, managed } from './catalog-entry.ts'

const impersonate = 'Search as any security identity, and mint search tokens for it: a secret for servers only.'

/** The domains of the Search API. */
export const searchEntries: readonly CatalogEntry[] = [
  ability(
    'SEARCH_API:EXECUTE_QUERY',
    'Run queries and get suggestions, with the permissions of the identity in the token.',
  ),
  ability('SEARCH_API:IMPERSONATE', impersonate),
  ability('SEARCH_API:IMPERSONATE_SEARCH_API', impersonate),
  ability('SEARCH_API:VIEW_ALL_CONTENT', 'Find every document in the index, regardless of its permissions.'),
  ability('SEARCH_API:AUTHENTICATION_EDITOR', 'Configure the providers through which users sign in to search pages.'),
  managed('SEARCH_API:QUERY_PIPELINE', {
    things: 'query pipelines and their rules',
    types: ['CREATE', 'VIEW', 'EDIT'],
  }),
  managed('SEARCH_API:SEARCH_PAGES', { things: 'search pages that Coveo hosts', types: ['CREATE', 'VIEW', 'EDIT'] }),
  managed('SEARCH_API:SALESFORCE_AUTHENTICATION', {
    things: 'the sign-in through Salesforce',
    types: ['VIEW', 'EDIT'],
  }),
  entry('SEARCH_API:SEARCH_USAGE_METRICS', { VIEW: 'See how many queries the organization uses.' }),
  entry('SEARCH_API:REPLAY_ANY_QUERY', { VIEW: 'Run the recorded query of any user again, to analyze it.' }),
  entry('SEARCH_API:EXPRESSION_VALIDATION_RESULT', { VIEW: 'Check query expressions for mistakes.' }),
]

/** The domains of the services based on search: machine learning, commerce, customer service. */
export const serviceEntries: readonly CatalogEntry[] = [
  managed('COVEO_ML:MODELS', { things: 'machine learning models', types: ['CREATE', 'VIEW', 'EDIT'] }),
  managed('COVEO_ML:AGENT_CONFIGURATION', { things: 'configurations of agents', types: ['CREATE', 'VIEW', 'EDIT'] }),
  ability('COVEO_ML:ALLOW_CONTENT_PREVIEW', 'See the content of models.'),
  managed('COMMERCE:CATALOG', { things: 'product catalogs', types: ['VIEW', 'EDIT'] }),
  managed('COMMERCE:MERCHANDISING_HUB', {
    things: 'merchandising settings of the tracking id in the target',
    types: ['VIEW', 'EDIT'],
  }),
  ability('CUSTOMER_SERVICE:USE_CASE_ASSIST', 'Get classifications and document suggestions for a support case.'),
  entry('CUSTOMER_SERVICE:INSIGHT_PANEL_INTERFACE', { VIEW: 'Read the configuration of an insight panel.' }),
  entry('CUSTOMER_SERVICE:INSIGHT_PANEL_DOCUMENTS', { VIEW: 'Search for documents in an insight panel.' }),
]
