'use client'

import { type ComponentProps, useState } from 'react'

interface ActionButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'onClick'> {
  /** Called when pressed. The button is busy until a returned promise settles. */
  onPress: () => unknown
  /** Whether pressing does nothing. The button keeps the focus: the text beside it has the reason. */
  unavailable?: boolean | undefined
}

/** A button that never loses the focus: while it is busy or unavailable it is `aria-disabled`, not `disabled`. */
export function ActionButton({ onPress, unavailable = false, className = 'button', ...rest }: ActionButtonProps) {
  const [isBusy, setBusy] = useState(false)

  async function press() {
    if (unavailable || isBusy) return
    setBusy(true)
    // React Compiler knows no `finally` clause.
    await Promise.resolve()
      .then(onPress)
      .finally(() => setBusy(false))
  }

  return (
    <button
      {...rest}
      type="button"
      className={className}
      aria-busy={isBusy}
      aria-disabled={unavailable || isBusy}
      onClick={press}
    />
  )
}
