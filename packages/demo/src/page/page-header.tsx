'use client'

import { useState } from 'react'
import { Avatar } from '../users/avatar.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { ActionButton } from './action-button.tsx'
import { Brand } from './brand.tsx'

interface PageHeaderProps {
  user: DemoUser
  onSignOut: () => Promise<void>
}

/** Shows the signed-in user and the sign-out button. */
export function PageHeader({ user, onSignOut }: PageHeaderProps) {
  const [failed, setFailed] = useState(false)

  async function leave() {
    setFailed(false)
    await onSignOut().catch(() => setFailed(true))
  }

  return (
    <header className="page-header">
      <Brand />
      <div className="page-header-user">
        {failed && (
          <span className="form-error" role="alert">
            Still signed in: the site did not respond.
          </span>
        )}
        <Avatar user={user} />
        <span className="page-header-name">
          <strong>{user.name}</strong>
          <span>{user.role}</span>
        </span>
        <ActionButton onPress={leave}>Sign out</ActionButton>
      </div>
    </header>
  )
}
