const shapes = {
  search: <path d="M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm4.8-1.7L20 20" />,
  clear: <path d="m7 7 10 10M17 7 7 17" />,
  chevron: <path d="m6 9.5 6 6 6-6" />,
  arrow: <path d="M5 12h14m-6-6 6 6-6 6" />,
  back: <path d="M19 12H5m6 6-6-6 6-6" />,
  people: (
    <path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9a6.5 6.5 0 0 1 13 0m1-9.500a3.500 3.500 0 0 0 0-6.500m2 15.500h3a6.500 6.500 0 0 0-4-6" />
  ),
  filter: <path d="M4 7h16M7 12h10M10 17h4" />,
  clock: <path d="M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-14v5l3 2" />,
  lock: <path d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3" />,
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
