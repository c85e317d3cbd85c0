'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import { keepFocus } from './focus-keeper.ts'
import { PageHeader } from './page-header.tsx'
import { SkipLink } from './skip-link.tsx'

interface PageFrameProps {
  user: DemoUser
  /** URL of the emulator's control room; undefined with a real organization. */
  emulatorUrl: string | undefined
  onSignOut: () => Promise<void>
  /** Signs in as another user. */
  onSwitch: (user: DemoUser) => Promise<void>
  /** Contains an element with the id `results`, for the skip link. */
  children: ReactNode
}

/** The frame of every page with a session: skip link, header, and a keyboard focus that never gets lost. */
export function PageFrame({ children, ...header }: PageFrameProps) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => (root.current === null ? undefined : keepFocus(root.current)), [])
  return (
    <div ref={root} className="page">
      <SkipLink to="results" />
      <PageHeader {...header} />
      {children}
    </div>
  )
}
