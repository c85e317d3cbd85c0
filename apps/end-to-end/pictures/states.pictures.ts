import { fileURLToPath } from 'node:url'
import { expect, test } from '../src/fixtures.ts'
import { provokedStates } from '../src/provoked-states.ts'
import { stopClock } from '../src/quiet.ts'

const folder = fileURLToPath(new URL('../../../docs/images/states/', import.meta.url))
const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

for (const { name, words, app = 'express-search', provoke } of provokedStates) {
  test.describe(app, () => {
    test.use({ app })

    test(name, async ({ page, context, stack }) => {
      await stopClock(context)
      await provoke(page, stack)
      await expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible()
      for (const viewport of widths) {
        for (const colorScheme of name === 'search' ? (['light', 'dark'] as const) : (['light'] as const)) {
          await page.setViewportSize(viewport)
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          const file = `${name}-${viewport.width}${colorScheme === 'dark' ? '-dark' : ''}.jpg`
          await page.screenshot({ path: `${folder}${file}`, type: 'jpeg', quality: 55, animations: 'disabled' })
        }
      }
    })
  })
}
