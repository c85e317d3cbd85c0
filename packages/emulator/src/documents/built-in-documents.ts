import { financeDocuments } from './departments/finance.ts'
import { productDocuments } from './departments/product.ts'
import { supportDocuments } from './departments/support.ts'
import { documentSchema, type IndexedDocument } from './document.ts'

/** The knowledge of a fictional maker of sensors: what each person may find differs a lot. */
export function builtInDocuments(): IndexedDocument[] {
  return [...productDocuments, ...supportDocuments, ...financeDocuments].map((document) =>
    documentSchema.parse(document),
  )
}
