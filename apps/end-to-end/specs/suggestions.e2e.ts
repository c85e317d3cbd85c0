import { contrastOf } from '../src/contrast.ts'
import { expect, test } from '../src/fixtures.ts'
import { untilQuiet } from '../src/quiet.ts'
import { searchPage } from '../src/search-page.ts'

const looks = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const

test('the active suggestion has a contrast of 3:1 in light, dark and forced colours', async ({ page, stack }) => {
  const search = searchPage(page)
  await search.openAsAlice(stack.server.url)
  await search.searchBox.fill('pass')
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' })
  await expect(suggestions.getByRole('option').first()).toBeVisible()
  // Late suggestions for the empty box would replace the list, and with it the selection.
  await untilQuiet(page)
  await page.keyboard.press('ArrowDown')
  const active = suggestions.getByRole('option', { selected: true })
  for (const look of looks) {
    const where = JSON.stringify(look)
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'none', ...look })
    await expect(active, where).toHaveCSS('outline-style', 'solid')
    await expect(active, where).toHaveCSS('outline-width', '2px')
    const outline = await active.evaluate((option) => getComputedStyle(option).outlineColor)
    for (const surface of [active, suggestions]) {
      const background = await surface.evaluate((element) => getComputedStyle(element).backgroundColor)
      expect(contrastOf(outline, background), where).toBeGreaterThanOrEqual(3)
    }
  }
})
