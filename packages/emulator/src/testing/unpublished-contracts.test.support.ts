/*
 * Response schemas of the routes whose API Coveo publishes no document for, as its clients read them: the types of
 * `@coveo/headless` and `coveo.analytics`, and what `@coveo/platform-client` takes from `check_token`.
 * A page is its text; a stream is the list of its messages.
 */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const id: Schema = { type: 'string', minLength: 1 }
const flag: Schema = { type: 'boolean' }
const count: Schema = { type: 'integer', minimum: 0 }

function list(items: Schema): Schema {
  return { type: 'array', items }
}

/** An object with exactly these properties. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

function map(values: Schema): Schema {
  return { type: 'object', additionalProperties: values }
}

const visit = object({ visitId: id, visitorId: id })
const privileges = list({
  type: 'object',
  properties: { owner: id, targetDomain: id, type: id, targetId: id, level: id, targetIds: list(id), global: flag },
  required: ['owner', 'targetDomain'],
  additionalProperties: false,
})
const page: Schema = { type: 'string', pattern: '^<!doctype html>' }
const insightPanel = '/rest/organizations/{organizationId}/insight/v1/configs/{configurationId}'
const caseAssist = '/rest/organizations/{organizationId}/caseassists/{configurationId}'
const answerConfig = '/rest/organizations/{organizationId}/answer/v1/configs/{configurationId}'
const option = object({ enabled: flag })
const responseId = id

const interfaceSettings = object({
  createArticle: option,
  fullSearch: option,
  genQA: object({ enabled: flag, collapsible: flag }),
  userActions: object({ enabled: flag, recentClickedDocuments: option, recentQueries: option, timeline: option }),
})

const insightInterface = object({
  id,
  name: text,
  resultTemplates: list({ type: 'object' }),
  facets: list({ type: 'object', required: ['field'] }),
  tabs: list(object({ label: text, conditions: list({ type: 'object' }) })),
  settings: interfaceSettings,
})

const documentFields: Schema = {
  type: 'object',
  properties: { permanentid: id, source: id, uri: id, urihash: id },
  required: ['permanentid', 'source', 'uri', 'urihash'],
}

const suggestedDocument = object({
  title: text,
  excerpt: text,
  clickUri: id,
  uniqueId: id,
  hasHtmlVersion: flag,
  fields: documentFields,
})

const prediction = object({ id, value: text, confidence: { type: 'number', minimum: 0, maximum: 1 } })

const citation = object({
  id,
  title: text,
  uri: id,
  clickUri: id,
  permanentid: id,
  source: text,
  text,
  fields: map({}),
})

function message(payloadType: string, payload: Schema, finishReason: Schema = { const: null }): Schema {
  return object({ payloadType: { const: payloadType }, payload, finishReason })
}

const answerMessages: Schema = {
  type: 'array',
  minItems: 2,
  items: {
    oneOf: [
      message('genqa.headerMessageType', object({ contentFormat: { enum: ['text/plain', 'text/markdown'] } })),
      message('genqa.messageType', object({ textDelta: id, padding: text })),
      message('genqa.citationsType', object({ citations: { ...list(citation), minItems: 1 } })),
      message('genqa.endOfStreamType', object({ answerGenerated: flag }), { const: 'COMPLETED' }),
    ],
  },
}

const checkedToken: Schema = {
  type: 'object',
  properties: {
    organizationId: id,
    authenticationType: { enum: ['API_KEY', 'USER'] },
    authentication: { type: 'object', anyOf: [{ required: ['username'] }, { required: ['displayName'] }] },
    privileges,
  },
  required: ['organizationId', 'authenticationType', 'authentication', 'privileges'],
  additionalProperties: false,
}

function legacyEvents(path: string): Record<string, Schema> {
  const events = ['search', 'click', 'custom', 'view', 'collect'].map((event) => [`POST ${path}/${event} 200`, visit])
  return { ...Object.fromEntries(events), [`POST ${path}/searches 200`]: object({ searchEventResponses: list(visit) }) }
}

/** Schemas by operation and status. A search and its suggestions are those of the Search API. */
export const unpublishedContracts: Readonly<Record<string, Schema>> = {
  'POST /oauth/check_token 200': checkedToken,
  'GET /rest/search/v2/html 200': page,
  'POST /rest/search/v2/html 200': page,
  ...legacyEvents('/rest/v15/analytics'),
  ...legacyEvents('/rest/ua/v15/analytics'),
  ...legacyEvents('/rest/organizations/{organizationId}/events/v1/analytics'),
  [`POST ${answerConfig}/generate 200`]: answerMessages,
  [`GET ${insightPanel}/interface 200`]: object({
    contextFields: map(text),
    searchHub: id,
    interface: insightInterface,
  }),
  [`POST ${insightPanel}/search 200`]: { $ref: '#/$defs/se.RestQueryResponse' },
  [`POST ${insightPanel}/querysuggest 200`]: { $ref: '#/$defs/se.QuerySuggestResponse' },
  [`POST ${caseAssist}/classify 200`]: object({
    fields: map(object({ predictions: { ...list(prediction), minItems: 1 } })),
    responseId,
  }),
  [`POST ${caseAssist}/documents/suggest 200`]: object({
    documents: list(suggestedDocument),
    totalCount: count,
    responseId,
  }),
}
