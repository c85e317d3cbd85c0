'use client'

import { type RefObject, useEffect } from 'react'

/**
 * Keeps the height of the token panel in `--token-bar`. When narrow, the panel is a bar at the foot of the window, and a focused control
 * scrolls to above it, however many lines it has.
 */
export function useBarHeight(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = panel.current
    if (element === null) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty('--token-bar', `${element.offsetHeight}px`))
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--token-bar')
    }
  }, [panel])
}
