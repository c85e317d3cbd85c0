const shapes = {
  search: <path d="M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm4.8-1.7L20 20" />,
  clear: <path d="m7 7 10 10M17 7 7 17" />,
  chevron: <path d="m6 9.5 6 6 6-6" />,
  arrow: <path d="M5 12h14m-6-6 6 6-6 6" />,
  cloud: <path d="M7.5 18.5a4.5 4.5 0 0 1-.6-8.96 5.5 5.5 0 0 1 10.7 1.1A4 4 0 0 1 17 18.5M9 22l6-6m0 6-6-6" />,
  wrench: (
    <path d="M14.5 6.5a4 4 0 0 1 5-1L17 8l.5 2 2 .5 1-2.4a4 4 0 0 1-5.6 4.5L9 18.6a2.1 2.1 0 0 1-3-3l6-5.9a4 4 0 0 1 2.5-3.2Z" />
  ),
  empty: <path d="M4 7h16M4 12h9M4 17h6m5.5-1a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0Zm4.3 1.8L22 20" />,
} as const

/** Uses the current colour; hidden from assistive technology, because a text label is always beside it. */
export function Icon({ name }: { name: keyof typeof shapes }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  )
}
