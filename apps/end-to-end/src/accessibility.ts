import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The parts that lie above the page. They cover no focused control: the page scrolls, and a list closes without the focus. */
const covers = '.token, .suggestions, .user-menu-list'

/** Checks that axe cannot decide below a cover, as `rule: reason`. */
const undecidedBelowCovers = [
  'color-contrast: bgOverlap',
  'color-contrast: shortTextContent',
  'target-size: nonTabbableNeighbor',
]

/** Other undecided checks of axe on these pages, as `rule: reason`, and why each is no problem. */
const explained: Readonly<Record<string, string>> = {
  'color-contrast: emptyValue': 'The search field is empty. Its placeholder has the colour of the dates of results.',
}

interface AxeNode {
  html: string
  /** The checks of the rule. */
  any: { data?: { messageKey?: string } | null }[]
  /** Whether a cover lies above a part of the element. */
  isCovered: boolean
}

interface AxeReport {
  violations: { id: string; nodes: AxeNode[] }[]
  /** Checks that axe cannot decide. */
  incomplete: { id: string; nodes: AxeNode[] }[]
}

const levelAA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The rules of level A and AA that depend on the colours of a page: enough where the others were checked in other colours. */
export const colorRules = ['color-contrast', 'link-in-text-block']

/** Texts with less contrast than level AAA of WCAG demands, one line for each rule. */
export async function contrastProblems(page: Page): Promise<string[]> {
  const { violations } = await runAxe(page, ['wcag2aaa'])
  return violations.filter(({ id }) => id === 'color-contrast-enhanced').map(breachOf)
}

/** Breaches of the rules about colours, one line for each rule. */
export async function colorProblems(page: Page): Promise<string[]> {
  const { violations } = await runAxe(page, colorRules)
  return violations.map(breachOf)
}

/** Breaches of WCAG 2.2 A and AA that axe finds, one line for each rule. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await runAxe(page)
  return violations.map(breachOf)
}

/** These breaches, and what axe cannot decide without an explanation above. */
export async function unexplainedProblems(page: Page, rules?: string[]): Promise<string[]> {
  const { violations, incomplete } = await runAxe(page, rules)
  const undecided = incomplete.flatMap(({ id, nodes }) =>
    nodes
      .map((node) => ({ ...node, reason: `${id}: ${node.any.map(({ data }) => data?.messageKey).join()}` }))
      .filter(({ reason, isCovered }) => !(reason in explained || (isCovered && undecidedBelowCovers.includes(reason))))
      .map(({ html, reason }) => `undecided ${reason}: ${html}`),
  )
  return [...violations.map(breachOf), ...undecided]
}

function breachOf({ id, nodes }: AxeReport['violations'][number]): string {
  return `${id}: ${nodes.map(({ html }) => html).join(' | ')}`
}

async function runAxe(page: Page, runOnly = levelAA): Promise<AxeReport> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ content: axe })
  await untilShown(page)
  return page.evaluate(
    async ({ selector, rules }) => {
      type WithElements = { nodes: (AxeNode & { element?: Element })[] }[]
      const engine: { run(options: object): Promise<AxeReport> } = Reflect.get(globalThis, 'axe')
      const { violations, incomplete } = await engine.run({ runOnly: rules, elementRef: true })
      const covers = [...document.querySelectorAll(selector)].map((cover) => cover.getBoundingClientRect())
      for (const { nodes } of [...violations, ...incomplete] as WithElements) {
        for (const node of nodes) {
          const box = node.element?.getBoundingClientRect()
          node.isCovered = covers.some(
            (cover) =>
              box !== undefined &&
              box.left < cover.right &&
              box.right > cover.left &&
              box.top < cover.bottom &&
              box.bottom > cover.top,
          )
          delete node.element
        }
      }
      return { violations, incomplete }
    },
    { selector: covers, rules: runOnly },
  )
}

/** Resolves once nothing fades in: a text is too pale for axe meanwhile. It does not wait for an animation without an end. */
async function untilShown(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document.getAnimations().filter(({ playState }) => playState === 'running')
    const ending = running.filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
