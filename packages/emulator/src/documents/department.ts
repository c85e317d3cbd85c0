import type { DocumentInput } from './document.ts'

/** What the documents of one department share. */
export interface DepartmentOptions {
  department: string
  source: string
  /** The address that documents are below. */
  base: string
  allowed: readonly string[]
  documents: readonly DepartmentDocument[]
}

export interface DepartmentDocument {
  /** Last part of its address, unique in the index. */
  slug: string
  title: string
  date: string
  type: string
  author: string
  tags: readonly string[]
  filetype?: string
  /** Who may find it, where that differs from the rest of the department. */
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
