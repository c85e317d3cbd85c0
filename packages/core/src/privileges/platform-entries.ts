import { type CatalogEntry, entry, managed } from './catalog-entry.ts'

function creatable(domain: string, things: string): CatalogEntry {
  return managed(`PLATFORM:${domain}`, { things, types: ['CREATE', 'VIEW', 'EDIT'] })
}

function editable(domain: string, things: string): CatalogEntry {
  return managed(`PLATFORM:${domain}`, { things, types: ['VIEW', 'EDIT'] })
}

/** The domains of the platform itself. */
export const platformEntries: readonly CatalogEntry[] = [
  entry('PLATFORM:ORGANIZATION', {
    VIEW: 'See the organization and its settings, and list the privileges that platform tokens can hold.',
    EDIT: 'Change the settings of the organization.',
  }),
  creatable('API_KEY', 'API keys'),
  creatable('GROUP', 'groups of members and their privileges'),
  creatable('SOURCE', 'sources of content'),
  creatable('FIELD', 'fields of the index'),
  creatable('INDEXING_PIPELINE_EXTENSION', 'scripts that run on documents while they are indexed'),
  creatable('SECURITY_PROVIDER', 'security providers, which resolve permissions of documents'),
  creatable('SNAPSHOTS', 'snapshots of the configuration'),
  creatable('LINK', 'links between organizations'),
  creatable('SAML_IDENTITY_PROVIDER', 'SAML identity providers'),
  creatable('SUBSCRIPTION', 'subscriptions to notifications'),
  creatable('PROJECTS', 'projects'),
  creatable('VAULT_ENTRY', 'secrets in the vault'),
  creatable('CRAWLING_MODULE_LOG_REQUEST', 'requests for logs of the Crawling Module'),
  editable('SECURITY_CACHE', 'the security identity cache'),
  editable('ON_PREMISE_ADMINISTRATION', 'on-premises installations'),
  editable('CRAWLING_MODULE', 'instances of the Crawling Module'),
  editable('TEMPORARY_ACCESS', 'temporary access for Coveo employees'),
  editable('ACTIVITIES', 'activities of the organization'),
  entry('PLATFORM:SOURCE_METADATA', { VIEW: 'Look at metadata that sources collect.' }),
  entry('PLATFORM:CONNECTIVITY_DIAGNOSTIC_LOGS', { VIEW: 'Read logs about failed connections.' }),
]
