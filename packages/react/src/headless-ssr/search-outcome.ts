interface SearchAction {
  readonly type?: string
  readonly error?: { readonly name?: string }
}

/** How the searches of a static state ended. Headless 3 keeps one action in a state, Headless 4 and commerce keep several. */
export function searchOutcome(state: unknown): 'succeeded' | 'failed' | 'rejected-token' {
  const { searchAction, searchActions = [searchAction] } = Object(state)
  const failed = (searchActions as (SearchAction | undefined)[]).filter((action) => action?.type?.endsWith('/rejected'))
  if (failed.some((action) => action?.error?.name === 'UnauthorizedTokenError')) return 'rejected-token'
  return failed.length > 0 ? 'failed' : 'succeeded'
}
