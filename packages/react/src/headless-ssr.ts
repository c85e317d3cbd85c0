export { fetchUserState, type RenderingToken, type UserStateOptions } from './headless-ssr/fetch-user-state.ts'
export type { SearchAccess } from './headless-ssr/search-access.ts'
