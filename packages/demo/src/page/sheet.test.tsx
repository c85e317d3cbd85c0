import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Sheet } from './sheet.tsx'

function setUp() {
  const onClose = vi.fn()
  render(
    <Sheet title="A document" onClose={onClose}>
      <p>Text</p>
    </Sheet>,
  )
  return { onClose, dialog: screen.getByRole('dialog') }
}

afterEach(cleanup)

describe('Sheet', () => {
  // A dialog reports its end a moment later: by then the user may have opened the next sheet.
  it('closes at once with Escape, and is closed once', () => {
    const { onClose, dialog } = setUp()
    const pressed = new Event('cancel', { cancelable: true })
    fireEvent(dialog, pressed)
    expect(pressed.defaultPrevented).toBe(true)
    fireEvent(dialog, new Event('close'))
    expect(onClose).toHaveBeenCalledOnce()
  })

  it('closes at once with its button, and with a click beside it', () => {
    const { onClose, dialog } = setUp()
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    expect(onClose).toHaveBeenCalledTimes(1)
    fireEvent.click(screen.getByText('Text'))
    expect(onClose).toHaveBeenCalledTimes(1)
    fireEvent.click(dialog)
    expect(onClose).toHaveBeenCalledTimes(2)
  })
})
