'use client'

import { useEffect, useRef, useState } from 'react'
import { Avatar } from '../users/avatar.tsx'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { Brand } from './brand.tsx'
import { Icon } from './icon.tsx'

interface SignInScreenProps {
  /** Why the visitor was signed out, if they did not sign out themselves. */
  notice: string | undefined
  /** Whether to move the focus to this screen, as after a sign-out. */
  takeFocus: boolean
  onSignIn: (user: DemoUser) => Promise<void>
}

const [alice, bob, guest] = demoUsers

/** The page without a session: lists the users to sign in as. */
export function SignInScreen({ notice, takeFocus, onSignIn }: SignInScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [pending, setPending] = useState<DemoUser['id']>()
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])

  async function choose(user: DemoUser) {
    setPending(user.id)
    setFailed(false)
    try {
      await onSignIn(user)
    } catch {
      setFailed(true)
      setPending(undefined)
    }
  }

  return (
    <main className="sign-in">
      <div className="sign-in-words">
        <Brand />
        <h1 ref={heading} tabIndex={-1}>
          Search what you are allowed to read.
        </h1>
        <p>
          All users search the same index, each with a token of their own. Sign in as one of these people and compare
          what each of them finds.
        </p>
      </div>
      <div className="sign-in-card">
        <h2>Who are you today?</h2>
        {notice !== undefined && (
          <p className="sign-in-notice" role="status">
            {notice}
          </p>
        )}
        <div className="sign-in-choices">
          {[alice, bob].map((user) => (
            <button
              key={user.id}
              type="button"
              className="choice"
              disabled={pending !== undefined}
              aria-busy={pending === user.id}
              onClick={() => choose(user)}
            >
              <Avatar user={user} />
              <span className="choice-words">
                <strong>{user.name}</strong> <span>{user.role}</span>
              </span>
              <Icon name="arrow" />
            </button>
          ))}
        </div>
        <button type="button" className="link-button" disabled={pending !== undefined} onClick={() => choose(guest)}>
          Continue without an account
        </button>
        {failed && (
          <p className="form-error" role="alert">
            That did not work: the site did not respond. Try once more.
          </p>
        )}
        <p className="small-print">You are signed out. Without a session, the token endpoint responds 401.</p>
      </div>
    </main>
  )
}
