const hops = [
  'Revoked at Coveo',
  'The search is rejected',
  'The page reports the token to this site',
  'This site gets a new one from Coveo',
  'The search runs again',
] as const

/** How many hops have happened after each event that the page can see. */
export const reachedHops = { started: 0, revoked: 1, renewed: 4, searched: hops.length } as const

/** The way of a rejected token to its replacement. Hops light up one after another; without motion, all at once. */
export function RecoveryHops({ reached }: { reached: number }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ol className="hops" role="list" aria-label="How the page recovers">
      {hops.map((hop, index) => (
        <li key={hop} data-reached={index < reached}>
          {hop}
          <span className="visually-hidden">{index < reached ? ', done' : ', to come'}</span>
        </li>
      ))}
    </ol>
  )
}
