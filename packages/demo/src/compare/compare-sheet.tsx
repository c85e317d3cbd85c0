'use client'

import { useState } from 'react'
import { Sheet } from '../page/sheet.tsx'
import { useJson } from '../page/use-json.ts'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import type { ComparedUser } from './comparison.ts'
import { ComparisonTable } from './comparison-table.tsx'

interface CompareSheetProps {
  user: DemoUser
  query: string
  onClose: () => void
}

/** Two users side by side on one query. Each search runs on the server with the token of its user. */
export default function CompareSheet({ user, query, onClose }: CompareSheetProps) {
  const others = demoUsers.filter(({ id }) => id !== user.id)
  const [otherId, setOtherId] = useState(others[0]?.id)
  const parameters = new URLSearchParams({ with: otherId ?? '', q: query })
  const comparison = useJson<{ users: [ComparedUser, ComparedUser] }>(`/api/demo/compare?${parameters}`)
  return (
    <Sheet title={query === '' ? 'Who finds what' : `Who finds what for “${query}”`} onClose={onClose}>
      <fieldset className="compare-with">
        <legend>Compare {user.name} with</legend>
        {others.map(({ id, name }) => (
          <label key={id} className="compare-choice">
            <input type="radio" name="compare-with" checked={id === otherId} onChange={() => setOtherId(id)} />
            {name}
          </label>
        ))}
      </fieldset>
      {comparison.status === 'ready' && <ComparisonTable users={comparison.value.users} />}
      <p role="status" className="compare-status">
        {comparison.status === 'loading' && 'Searching as both users…'}
        {comparison.status === 'failed' && 'The comparison failed. Close it, and compare again.'}
      </p>
    </Sheet>
  )
}
