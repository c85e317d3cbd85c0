/** The property of a state that names its user and grant, as the `subject` of a token response does. */
const property = 'coveoTokenSubject'

/** A copy of a state that names the subject of the token that searched it. */
export function markState<State>(state: State, subject: string | undefined): State {
  return subject === undefined ? state : { ...state, [property]: subject }
}

/** The subject of a state; undefined for a state that `fetchUserState()` did not mark. */
export function stateSubject(state: unknown): string | undefined {
  return Object(state)[property]
}
