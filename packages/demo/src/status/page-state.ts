/** A state in which the page cannot do what its user expects. */
export type PageStateCode =
  | 'offline'
  | 'signed-out'
  | 'signed-out-elsewhere'
  | 'key-refused'
  | 'coveo-down'
  | 'too-many-requests'
  | 'endpoint-missing'
  | 'endpoint-broken'
  | 'site-down'
  | 'search-refused'
  | 'token-rejected'
  | 'not-renewed'
  | 'renewing-late'
  | 'still-searching'

/** One row of the table of states. */
export interface PageState {
  readonly icon: 'cloud' | 'wrench'
  readonly title: string
  /** The cause, and whether the user can change it. */
  readonly sentence: string
  /** The next step without an attempt that has a time of its own. */
  readonly next: string
  /** The label of the button; undefined where the screen has buttons of its own. */
  readonly action: string | undefined
}

/** The table of states: for each its sentence, the next step, and the button. */
export const pageStates: Readonly<Record<PageStateCode, PageState>> = {
  offline: {
    icon: 'cloud',
    title: 'You are offline',
    sentence: 'This device has no connection.',
    next: 'The search continues by itself once the connection is back.',
    action: 'Try now',
  },
  'signed-out': {
    icon: 'cloud',
    title: 'You are signed out',
    sentence: 'Without a session, the token endpoint responds 401.',
    next: 'Choose a user to search again.',
    action: undefined,
  },
  'signed-out-elsewhere': {
    icon: 'cloud',
    title: 'Your session has ended',
    sentence: 'You signed out in another tab, or the session is too old.',
    next: 'Choose a user to search again.',
    action: undefined,
  },
  'key-refused': {
    icon: 'wrench',
    title: 'Coveo refused this site’s API key',
    sentence:
      'The key or the grant of this site is wrong. You cannot correct it: the site’s log names the fault and the fix.',
    next: 'The page continues by itself once the site is corrected.',
    action: 'Try now',
  },
  'coveo-down': {
    icon: 'cloud',
    title: 'Coveo is unavailable',
    sentence: 'Nothing is wrong on your side.',
    next: 'The page keeps trying, and your results come back by themselves.',
    action: 'Try now',
  },
  'too-many-requests': {
    icon: 'cloud',
    title: 'Too many requests',
    sentence: 'This page has sent more requests than it may. Nothing is lost.',
    next: 'The page waits, then continues by itself.',
    action: 'Try now',
  },
  'endpoint-missing': {
    icon: 'wrench',
    title: 'This site has no token endpoint',
    sentence: 'There is no token at the address that the page requests. You cannot correct it: the site has to.',
    next: 'The page continues by itself once the endpoint is there.',
    action: 'Try now',
  },
  'endpoint-broken': {
    icon: 'wrench',
    title: 'Search is not set up right',
    sentence:
      'The token endpoint of this site responds with something else than a token. The site’s log has the reason.',
    next: 'The page continues by itself once the site is corrected.',
    action: 'Try now',
  },
  'site-down': {
    icon: 'cloud',
    title: 'This site does not respond',
    sentence: 'You are online, but the site is not, or it is too slow.',
    next: 'The page keeps trying, and your search comes back by itself.',
    action: 'Try now',
  },
  'search-refused': {
    icon: 'wrench',
    title: 'Coveo refused this search',
    sentence: 'Your token is valid, but this search, or a right that it needs, is not.',
    next: 'The same search fails again until it, or the grant, is changed.',
    action: 'Try now',
  },
  'token-rejected': {
    icon: 'cloud',
    title: 'Coveo rejected your token',
    sentence: 'The page gets a new token, then repeats the search.',
    next: 'Your results come back by themselves.',
    action: 'Try now',
  },
  'not-renewed': {
    icon: 'cloud',
    title: 'Not renewed',
    sentence: 'Your token is not due for renewal yet, and you can search.',
    next: 'The page renews the token when it is due.',
    action: 'Renew now',
  },
  'renewing-late': {
    icon: 'cloud',
    title: 'Renewing late',
    sentence: 'Your token is still valid, and you can search.',
    next: 'The page keeps trying.',
    action: 'Renew now',
  },
  'still-searching': {
    icon: 'cloud',
    title: 'Still searching',
    sentence: 'Coveo takes longer than usual.',
    next: 'The results appear as soon as they arrive.',
    action: 'Search again',
  },
}
