// sign-out.tsx
'use client'
import { useCoveoToken } from '@coveo-token/react'

export function SignOut() {
  const { signOut } = useCoveoToken()
  async function leave() {
    await fetch('/api/session', { method: 'DELETE' })
    signOut()
  }
  return (
    <button type="button" onClick={leave}>
      Sign out
    </button>
  )
}
