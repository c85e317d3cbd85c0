import { companyDocuments } from './departments/company.ts'
import { engineeringDocuments } from './departments/engineering.ts'
import { financeDocuments } from './departments/finance.ts'
import { helpCenterDocuments } from './departments/help-center.ts'
import { humanResourcesDocuments } from './departments/human-resources.ts'
import { informationTechnologyDocuments } from './departments/information-technology.ts'
import { personalDocuments } from './departments/personal.ts'
import { pressDocuments } from './departments/press.ts'
import { productDocuments } from './departments/product.ts'
import { salesDocuments } from './departments/sales.ts'
import { supportDocuments } from './departments/support.ts'
import { documentSchema, type IndexedDocument } from './document.ts'

/** Documents of a fictional maker of sensors. Users of different departments can access different sets. */
export function builtInDocuments(): IndexedDocument[] {
  return [
    companyDocuments,
    engineeringDocuments,
    financeDocuments,
    helpCenterDocuments,
    humanResourcesDocuments,
    informationTechnologyDocuments,
    personalDocuments,
    pressDocuments,
    productDocuments,
    salesDocuments,
    supportDocuments,
  ]
    .flat()
    .map((document) => documentSchema.parse(document))
}
