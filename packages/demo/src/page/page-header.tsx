'use client'

import { useState } from 'react'
import { Avatar } from '../users/avatar.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { ActionButton } from './action-button.tsx'
import { Brand } from './brand.tsx'
import { ControlRoomLink } from './control-room-link.tsx'
import { UserMenu } from './user-menu.tsx'

interface PageHeaderProps {
  user: DemoUser
  onSignOut: () => Promise<void>
  /** URL of the emulator's control room; undefined with a real organization. */
  emulatorUrl: string | undefined
  /** Signs in as another user. */
  onSwitch: (user: DemoUser) => Promise<void>
}

/** Shows the signed-in user, the menu of users and the sign-out button. */
export function PageHeader({ user, emulatorUrl, onSignOut, onSwitch }: PageHeaderProps) {
  const [failed, setFailed] = useState(false)

  async function leave() {
    setFailed(false)
    await onSignOut().catch(() => setFailed(true))
  }

  async function switchTo(next: DemoUser) {
    setFailed(false)
    await onSwitch(next).catch(() => setFailed(true))
  }

  return (
    <header className="page-header">
      <Brand />
      <div className="page-header-user">
        {failed && (
          <span className="form-error" role="alert">
            Still {user.name}: the site did not respond.
          </span>
        )}
        {emulatorUrl !== undefined && <ControlRoomLink url={emulatorUrl} />}
        <Avatar user={user} />
        <span className="page-header-name">
          <strong>{user.name}</strong>
          <span>{user.role}</span>
        </span>
        <UserMenu user={user} onSwitch={switchTo} />
        <ActionButton onPress={leave}>Sign out</ActionButton>
      </div>
    </header>
  )
}
