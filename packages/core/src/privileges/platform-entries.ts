import { type CatalogEntry, entry, managed } from './catalog-entry.ts'

function full(domain: string, things: string): CatalogEntry {
  return managed(`PLATFORM:${domain}`, { things, types: ['CREATE', 'VIEW', 'EDIT'] })
}

function kept(domain: string, things: string): CatalogEntry {
  return managed(`PLATFORM:${domain}`, { things, types: ['VIEW', 'EDIT'] })
}

/** The domains of the platform itself. */
export const platformEntries: readonly CatalogEntry[] = [
  entry('PLATFORM:ORGANIZATION', {
    VIEW: 'See the organization and its settings, and list the privileges that platform tokens can hold.',
    EDIT: 'Change the settings of the organization.',
  }),
  full('API_KEY', 'API keys'),
  full('GROUP', 'groups of members and what they may do'),
  full('SOURCE', 'sources of content'),
  full('FIELD', 'fields of the index'),
  full('INDEXING_PIPELINE_EXTENSION', 'scripts that run on documents while they are indexed'),
  full('SECURITY_PROVIDER', 'security providers, which resolve permissions of documents'),
  full('SNAPSHOTS', 'snapshots of the configuration'),
  full('LINK', 'links between organizations'),
  full('SAML_IDENTITY_PROVIDER', 'SAML identity providers'),
  full('SUBSCRIPTION', 'subscriptions to notifications'),
  full('PROJECTS', 'projects'),
  full('VAULT_ENTRY', 'secrets in the vault'),
  full('CRAWLING_MODULE_LOG_REQUEST', 'requests for logs of the Crawling Module'),
  kept('SECURITY_CACHE', 'the security identity cache'),
  kept('ON_PREMISE_ADMINISTRATION', 'on-premises installations'),
  kept('CRAWLING_MODULE', 'instances of the Crawling Module'),
  kept('TEMPORARY_ACCESS', 'temporary access for Coveo employees'),
  kept('ACTIVITIES', 'activities of the organization'),
  entry('PLATFORM:SOURCE_METADATA', { VIEW: 'Look at metadata that sources collect.' }),
  entry('PLATFORM:CONNECTIVITY_DIAGNOSTIC_LOGS', { VIEW: 'Read logs about failed connections.' }),
]
