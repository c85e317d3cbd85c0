/** The first stop of the keyboard: jumps over the header and the filters. */
export function SkipLink({ to }: { to: string }) {
  return (
    <a className="skip-link" href={`#${to}`}>
      Skip to the results
    </a>
  )
}
