export { createPagesTokenHandler, type PagesTokenHandlerOptions } from './create-pages-token-handler.ts'
export { type SharedIssuerOptions, sharedIssuer } from './shared-issuer.ts'
