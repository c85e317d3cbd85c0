import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Undecided checks of axe on these pages, as `rule: reason`, and why each is no problem. */
const explained: Readonly<Record<string, string>> = {
  'color-contrast: bgOverlap':
    'The token bar covers the foot of the page, which scrolls. A focused control is never below it.',
  'color-contrast: emptyValue': 'The search field is empty. Its placeholder has the colour of the dates of results.',
}

interface AxeNode {
  html: string
  /** The checks of the rule. */
  any: { data?: { messageKey?: string } | null }[]
}

interface AxeReport {
  violations: { id: string; nodes: AxeNode[] }[]
  /** Checks that axe cannot decide. */
  incomplete: { id: string; nodes: AxeNode[] }[]
}

/** Breaches of WCAG 2.2 A and AA that axe finds, one line for each rule. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await runAxe(page)
  return violations.map(breachOf)
}

/** These breaches, and what axe cannot decide without an explanation above. */
export async function unexplainedProblems(page: Page): Promise<string[]> {
  const { violations, incomplete } = await runAxe(page)
  const undecided = incomplete.flatMap(({ id, nodes }) =>
    nodes
      .map(({ html, any }) => ({ html, reason: `${id}: ${any.map(({ data }) => data?.messageKey).join()}` }))
      .filter(({ reason }) => !(reason in explained))
      .map(({ html, reason }) => `undecided ${reason}: ${html}`),
  )
  return [...violations.map(breachOf), ...undecided]
}

function breachOf({ id, nodes }: AxeReport['violations'][number]): string {
  return `${id}: ${nodes.map(({ html }) => html).join(' | ')}`
}

async function runAxe(page: Page): Promise<AxeReport> {
  await page.addScriptTag({ content: axe })
  return page.evaluate(() => {
    const engine: { run(options: object): Promise<AxeReport> } = Reflect.get(globalThis, 'axe')
    return engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  })
}
