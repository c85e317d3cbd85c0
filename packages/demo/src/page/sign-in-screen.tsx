'use client'

import { useEffect, useRef, useState } from 'react'
import { pageStates } from '../status/page-state.ts'
import { Avatar } from '../users/avatar.tsx'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { ActionButton } from './action-button.tsx'
import { Brand } from './brand.tsx'
import { Icon } from './icon.tsx'

interface SignInScreenProps {
  /** Why the visitor sees this screen. */
  state: 'signed-out' | 'signed-out-elsewhere'
  /** Whether to move the focus to this screen, as after a sign-out. */
  takeFocus: boolean
  onSignIn: (user: DemoUser) => Promise<void>
}

const [alice, bob, guest] = demoUsers

/** The page without a session: lists the users to sign in as. */
export function SignInScreen({ state, takeFocus, onSignIn }: SignInScreenProps) {
  const { title, sentence, next } = pageStates[state]
  const heading = useRef<HTMLHeadingElement>(null)
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])

  async function choose(user: DemoUser) {
    setPending(true)
    setFailed(false)
    await onSignIn(user).catch(() => setFailed(true))
    setPending(false)
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
        {state === 'signed-out-elsewhere' && (
          <p className="sign-in-notice" role="status">
            <strong>{title}.</strong> {sentence} {next}
          </p>
        )}
        <div className="sign-in-choices">
          {[alice, bob].map((user) => (
            <ActionButton key={user.id} className="choice" unavailable={pending} onPress={() => choose(user)}>
              <Avatar user={user} />
              <span className="choice-words">
                <strong>{user.name}</strong> <span>{user.role}</span>
              </span>
              <Icon name="arrow" />
            </ActionButton>
          ))}
        </div>
        <ActionButton className="link-button" unavailable={pending} onPress={() => choose(guest)}>
          Continue without an account
        </ActionButton>
        {failed && (
          <p className="form-error" role="alert">
            That did not work: the site did not respond. Choose again.
          </p>
        )}
        <p className="small-print">
          {pageStates['signed-out'].title}. {pageStates['signed-out'].sentence}
        </p>
      </div>
    </main>
  )
}
