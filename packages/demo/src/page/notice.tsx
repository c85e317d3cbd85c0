'use client'

import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface NoticeProps {
  icon: 'cloud' | 'wrench' | 'empty'
  title: string
  children: ReactNode
  /** Announces the notice at once to assistive technology, for errors. */
  urgent?: boolean
  action?: { label: string; onPress: () => void }
}

/** Replaces the results when there are none: an empty result, or an error. */
export function Notice({ icon, title, children, urgent = false, action }: NoticeProps) {
  return (
    <div className="notice" role={urgent ? 'alert' : undefined}>
      <span className="notice-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <div className="notice-words">{children}</div>
      {action !== undefined && (
        <button type="button" className="button" onClick={action.onPress}>
          {action.label}
        </button>
      )}
    </div>
  )
}
