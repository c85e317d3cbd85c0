export { type PagesTokenHandlerOptions, pagesTokenHandler } from './pages-token-handler.ts'
export { type SharedIssuerOptions, sharedIssuer } from './shared-issuer.ts'
