'use client'

import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface NoticeProps {
  icon: 'cloud' | 'wrench' | 'empty'
  title: string
  children: ReactNode
  /** Announces the title and the words at once to assistive technology, for errors. */
  urgent?: boolean
  /** The level of the title. Default 2; 1 where the notice is the page. */
  level?: 1 | 2
  /** Below the words, and never announced by itself: a countdown, buttons. */
  footer?: ReactNode
}

/** Replaces the results when there are none: an empty result, or an error. */
export function Notice({ icon, title, children, urgent = false, level = 2, footer }: NoticeProps) {
  const Title = `h${level}` as const
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} />
      </span>
      <div className="notice-text" role={urgent ? 'alert' : undefined}>
        <Title>{title}</Title>
        <div className="notice-words">{children}</div>
      </div>
      {footer}
    </div>
  )
}
