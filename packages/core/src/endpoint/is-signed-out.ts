/** What `user` says when nobody is signed in. Any other value is somebody, be it a user with the number 0. */
export function isSignedOut(user: unknown): user is null | undefined | false | '' {
  return user === null || user === undefined || user === false || user === ''
}
