import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { type IndexedDocument, isStandardKey } from './document.ts'

export type FieldValue = string | number | readonly (string | number)[]
export type FieldType = 'String' | 'LargeString' | 'Date' | 'Long' | 'Double'

/** Returns a document's fields, as `raw`, facets and expressions use them. */
export function documentFields(document: IndexedDocument): Readonly<Record<string, FieldValue>> {
  const { id, title, body, clickUri, date, tags, ...rest } = document
  const own = Object.entries(document).filter(([name]) => !isStandardKey(name))
  const hash = sha256(encodeUtf8(id))
  const time = Date.parse(`${date}T09:00:00Z`)
  const fields = {
    title,
    uri: clickUri,
    clickableuri: clickUri,
    sysuri: clickUri,
    urihash: encodeBase64url(hash).replaceAll(/[-_]/g, 'x').slice(0, 16),
    permanentid: bytesToHex(hash).slice(0, 60),
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
    size: encodeUtf8(body).length,
    ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), ownFieldValue(value)])),
  }
  // Without a prototype: `constructor` is not a field. `Object.create(null)` is slower to serialize.
  return Object.setPrototypeOf(fields, null)
}

/** Returns the values of `field` as text; empty if the document has no such field. */
export function valuesOf(fields: Readonly<Record<string, FieldValue>>, field: string): readonly string[] {
  const value = fields[field.toLowerCase()]
  if (value === undefined) return []
  return typeof value === 'object' ? value.map(String) : [String(value)]
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

function ownFieldValue(value: unknown): FieldValue {
  if (typeof value === 'string' && dateTime.test(value)) return Date.parse(value)
  return typeof value === 'boolean' ? String(value) : (value as FieldValue)
}

/** Returns the types of the fields of `documents`: the standard ones, and their own by value. */
export function fieldTypesOf(documents: readonly IndexedDocument[]): Record<string, FieldType> {
  const types: Record<string, FieldType> = Object.assign(Object.create(null), standardTypes)
  for (const document of documents) {
    for (const [name, value] of Object.entries(document)) {
      if (isStandardKey(name)) continue
      const type = typeOf(value)
      const known = types[name.toLowerCase()]
      // Documents that disagree, such as 1 and 1.5 or 1 and "one", make the wider type.
      types[name.toLowerCase()] = known === undefined || known === type ? type : widest(known, type)
    }
  }
  return types
}

function typeOf(value: unknown): FieldType {
  const one = Array.isArray(value) ? value[0] : value
  if (typeof one === 'number') return Number.isInteger(one) ? 'Long' : 'Double'
  return typeof value === 'string' && dateTime.test(value) ? 'Date' : 'String'
}

function widest(left: FieldType, right: FieldType): FieldType {
  return [left, right].every((type) => type === 'Long' || type === 'Double') ? 'Double' : 'String'
}

const standardTypes: Readonly<Record<string, FieldType>> = {
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
