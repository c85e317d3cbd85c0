/** Logo and name of the fictional product of the examples. */
export function Brand() {
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" />
        <path d="M9 9.5c2.8-.6 5.2 0 7 1.6 1.8-1.6 4.200-2.200 7-1.600v12c-2.800-.6-5.200 0-7 1.600-1.800-1.600-4.200-2.200-7-1.600v-12Zm7 1.600v12" />
      </svg>
      <span className="brand-name">Knowledge</span>
    </span>
  )
}
