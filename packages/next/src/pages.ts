export {
  anonymousIdentity,
  commerceGrant,
  emailIdentity,
  type Grant,
  platformGrant,
  searchGrant,
} from '@coveo-token/core'
export { type CoveoOptions, createCoveo, type PagesCoveo } from './create-pages-coveo.ts'
export {
  createPagesTokenHandler,
  type PagesRequest,
  type PagesTokenHandlerOptions,
} from './create-pages-token-handler.ts'
