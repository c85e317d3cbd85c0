import { createHash } from 'node:crypto'
import type { IndexedDocument } from './document.ts'

export type FieldValue = string | number | readonly string[]

/** Returns a document's fields, as `raw`, facets and expressions use them. */
export function documentFields(document: IndexedDocument): Readonly<Record<string, FieldValue>> {
  const { id, title, body, clickUri, date, tags, ...rest } = document
  const hash = createHash('sha256').update(id).digest()
  const time = Date.parse(`${date}T09:00:00Z`)
  return {
    title,
    uri: clickUri,
    clickableuri: clickUri,
    sysuri: clickUri,
    urihash: hash.toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, 16),
    permanentid: hash.toString('hex').slice(0, 60),
    source: rest.source,
    filetype: rest.filetype,
    objecttype: rest.objecttype,
    documenttype: rest.objecttype,
    author: rest.author,
    department: rest.department,
    category: [rest.department, `${rest.department};${rest.objecttype}`],
    language: [rest.language],
    tags,
    concepts: tags.join(' ; '),
    collection: 'default',
    syscollection: 'default',
    date: time,
    sysdate: time,
    indexeddate: time,
    year: Number(date.slice(0, 4)),
    size: Buffer.byteLength(body),
  }
}

/** Returns the values of `field` as text; empty if the document has no such field. */
export function valuesOf(fields: Readonly<Record<string, FieldValue>>, field: string): readonly string[] {
  const value = fields[field.toLowerCase()]
  if (value === undefined) return []
  return typeof value === 'object' ? value : [String(value)]
}

/** Field names and types of `GET /rest/search/v2/fields`. */
export const fieldTypes: Readonly<Record<string, 'String' | 'LargeString' | 'Date' | 'Long'>> = {
  title: 'LargeString',
  uri: 'LargeString',
  clickableuri: 'LargeString',
  sysuri: 'LargeString',
  urihash: 'String',
  permanentid: 'String',
  source: 'String',
  filetype: 'String',
  objecttype: 'String',
  documenttype: 'String',
  author: 'String',
  department: 'String',
  category: 'String',
  language: 'String',
  tags: 'String',
  concepts: 'LargeString',
  collection: 'String',
  syscollection: 'String',
  date: 'Date',
  sysdate: 'Date',
  indexeddate: 'Date',
  year: 'Long',
  size: 'Long',
}
