import type { DocumentInput } from './document.ts'

/** The common properties of one department's documents. */
export interface DepartmentOptions {
  department: string
  source: string
  /** Base URL of the documents. */
  base: string
  allowed: readonly string[]
  documents: readonly DepartmentDocument[]
}

export interface DepartmentDocument {
  /** Last part of the URL; unique in the index. */
  slug: string
  title: string
  date: string
  type: string
  author: string
  tags: readonly string[]
  filetype?: string
  /** Groups and users with access. Default: those of the department. */
  allowed?: readonly string[]
  body: string
}

export function createDepartment({ department, source, base, allowed, documents }: DepartmentOptions): DocumentInput[] {
  return documents.map((document) => ({
    id: document.slug,
    title: document.title,
    body: document.body,
    clickUri: `${base}/${document.slug}`,
    source,
    filetype: document.filetype ?? 'html',
    objecttype: document.type,
    author: document.author,
    date: document.date,
    department,
    tags: [...document.tags],
    allowed: [...(document.allowed ?? allowed)],
  }))
}
