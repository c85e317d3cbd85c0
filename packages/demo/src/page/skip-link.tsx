/** The first stop of the keyboard: jumps over the header and the filters. */
export function SkipLink({ to }: { to: string }) {
  return (
    <a
      className="skip-link"
      href={`#${to}`}
      onClick={(event) => {
        // The fragment of the URL is the state of the search: following the link would reset it.
        event.preventDefault()
        document.getElementById(to)?.focus()
      }}
    >
      Skip to the results
    </a>
  )
}
