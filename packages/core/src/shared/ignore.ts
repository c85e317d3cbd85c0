/** For a rejection that another caller handles, or that changes nothing. */
export function ignore(): undefined {}
