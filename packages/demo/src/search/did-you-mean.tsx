'use client'

import type { DidYouMean as DidYouMeanController } from '@coveo/headless'
import { useControllerState } from './use-controller-state.ts'

/** Offers the corrected query; renders nothing without one. */
export function DidYouMean({ controller }: { controller: DidYouMeanController }) {
  const { hasQueryCorrection, queryCorrection } = useControllerState(controller)
  if (!hasQueryCorrection) return null
  return (
    <p className="did-you-mean">
      Did you mean{' '}
      <button type="button" className="link-button" onClick={() => controller.applyCorrection()}>
        {queryCorrection.correctedQuery}
      </button>
      ?
    </p>
  )
}
