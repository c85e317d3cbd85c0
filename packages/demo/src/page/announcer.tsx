'use client'

import { useEffect, useRef } from 'react'

/** Announces words whenever they change. Empty words announce nothing. */
export function Announcer({ words }: { words: string }) {
  const region = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // After the first paint: screen readers say nothing of a region that arrives with its words.
    if (region.current !== null) region.current.textContent = words
  }, [words])
  return <p ref={region} className="visually-hidden" role="status" />
}
