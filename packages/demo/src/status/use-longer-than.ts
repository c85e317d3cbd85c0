'use client'

import { useEffect, useState } from 'react'

/** Whether `isActive` has been true for `ms` milliseconds without a break. */
export function useLongerThan(isActive: boolean, ms: number): boolean {
  const [isLong, setLong] = useState(false)
  if (isLong && !isActive) setLong(false)
  useEffect(() => {
    if (!isActive) return
    const timer = setTimeout(setLong, ms, true)
    return () => clearTimeout(timer)
  }, [isActive, ms])
  return isLong
}
