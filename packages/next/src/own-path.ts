/**
 * The part of a request's path below the endpoint's own. An application with a proxy also has each route at
 * `/_next/data/<build>/<route>.json`: some caches store such a file by its name and ignore its headers.
 */
export function ownPath(url: string): string {
  return /^[^?]*(\/_next\/data\/)/.exec(url)?.[1] ?? ''
}
