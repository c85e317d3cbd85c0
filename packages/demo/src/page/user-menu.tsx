'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { Avatar } from '../users/avatar.tsx'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { ActionButton } from './action-button.tsx'
import { Icon } from './icon.tsx'

interface UserMenuProps {
  user: DemoUser
  /** Signs in as another user. Resolves also after a failure. */
  onSwitch: (user: DemoUser) => Promise<void>
}

/** A button that opens the list of users, to continue as another one. */
export function UserMenu({ user, onSwitch }: UserMenuProps) {
  const [isOpen, setOpen] = useState(false)
  const [isPending, setPending] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)

  async function choose(next: DemoUser) {
    setPending(true)
    await onSwitch(next)
    setPending(false)
  }

  function close(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !isOpen) return
    setOpen(false)
    toggle.current?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu, from each of its buttons
    <div
      className="user-menu"
      onKeyDown={close}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <button
        ref={toggle}
        type="button"
        className="icon-button"
        aria-label="Switch user"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="people" />
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
        <ul className="user-menu-list" role="list" aria-label="Users">
          {demoUsers.map((each) => (
            <li key={each.id}>
              <ActionButton
                className="user-menu-item"
                aria-current={each.id === user.id}
                unavailable={isPending || each.id === user.id}
                onPress={() => choose(each)}
              >
                <Avatar user={each} />
                <span className="choice-words">
                  <strong>{each.name}</strong> <span>{each.role}</span>
                </span>
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
