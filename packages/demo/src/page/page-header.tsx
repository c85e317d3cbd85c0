'use client'

import { useState } from 'react'
import { Avatar } from '../users/avatar.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { Brand } from './brand.tsx'

interface PageHeaderProps {
  user: DemoUser
  onSignOut: () => Promise<void>
}

/** Shows the signed-in user and the sign-out button. */
export function PageHeader({ user, onSignOut }: PageHeaderProps) {
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')

  async function leave() {
    setState('pending')
    try {
      await onSignOut()
    } catch {
      setState('failed')
    }
  }

  return (
    <header className="page-header">
      <Brand />
      <div className="page-header-user">
        {state === 'failed' && (
          <span className="form-error" role="alert">
            Still signed in: the site did not respond.
          </span>
        )}
        <Avatar user={user} />
        <span className="page-header-name">
          <strong>{user.name}</strong>
          <span>{user.role}</span>
        </span>
        <button type="button" className="button" disabled={state === 'pending'} onClick={leave}>
          Sign out
        </button>
      </div>
    </header>
  )
}
