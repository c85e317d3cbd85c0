'use client'

import type { Part } from './part.ts'
import { PartFailure } from './part-failure.tsx'
import { Sheet } from './sheet.tsx'
import { usePart } from './use-part.ts'

interface PartSheetProps<Props> {
  part: Part<Props>
  props: Props
}

/** A part that is a sheet. While its script does not load, a sheet shows why. */
export function PartSheet<Props extends { onClose: () => void }>({ part, props }: PartSheetProps<Props>) {
  const { Component, isLoading, hasFailed, retryAt } = usePart(part)
  if (Component !== undefined) return <Component {...props} />
  if (!hasFailed) return null
  return (
    <Sheet title="Not loaded yet" onClose={props.onClose}>
      <PartFailure isLoading={isLoading} retryAt={retryAt} onRetry={part.load} />
    </Sheet>
  )
}
