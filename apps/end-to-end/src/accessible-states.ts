import { colorRules, unexplainedProblems } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import type { ProvokedState } from './provoked-states.ts'
import { stopClock, withTimers } from './quiet.ts'

/** Wide and narrow; the last is a window of 1280 by 1024 at 400 % zoom. */
const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 256 },
]

/** Declares a test for each state: axe finds nothing, nothing sticks out of the window, and the structure is sound. */
export function testAccessibility(states: readonly ProvokedState[]): void {
  for (const { name, words, provoke } of states) {
    test(`the state “${name}” is accessible and fits the window, wide and narrow, light and dark`, async ({
      context,
      page,
      stack,
    }) => {
      test.setTimeout(300_000)
      await stopClock(context)
      await provoke(page, stack)
      await expect(page.getByText(words).filter({ visible: true }).first()).toBeVisible()
      for (const size of windows) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize(size)
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          const where = `${size.width} wide, ${colorScheme}`
          const rules = colorScheme === 'dark' ? colorRules : undefined
          expect(await withTimers(page, unexplainedProblems(page, rules)), where).toEqual([])
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          expect(overflow, where).toBe(0)
          expect(await page.evaluate(structureProblems), where).toEqual([])
        }
      }
    })
  }
}

/** Runs in the page: headings that skip a level or do not start at h1, and lists that Safari would not announce. */
function structureProblems(): string[] {
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((heading) =>
    heading.checkVisibility(),
  )
  const levels = headings.map(({ tagName }) => Number(tagName.slice(1)))
  const skipped = headings.filter((_, index) => (levels[index] ?? 0) > (levels[index - 1] ?? 0) + 1)
  const lists = [...document.querySelectorAll('ul, ol')].filter(
    (list) => getComputedStyle(list).listStyleType === 'none' && list.getAttribute('role') !== 'list',
  )
  const first = document.querySelectorAll('h1').length === 1 ? [] : ['not exactly one h1']
  const language = document.documentElement.lang === 'en' ? [] : ['no language']
  return [...first, ...language, ...[...skipped, ...lists].map(({ outerHTML }) => outerHTML)]
}
