export { type PagesTokenHandlerOptions, pagesTokenHandler } from './pages-token-handler.ts'
