import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { root } from './terminal.mjs'

const folder = `${root}docs/decisions/`
const pages = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name))
const index = readFileSync(`${folder}README.md`, 'utf8')

describe('docs/decisions', () => {
  it.each(pages)('%s has a number, a title, a status and a date, and its row in the index', (name) => {
    const page = readFileSync(folder + name, 'utf8')
    const [, number, title] = /^# (\d+)\. (.+)\n/.exec(page) ?? []
    const [, status, date] = /^# .*\n\n(Accepted|Superseded by \d+), (\d{4}-\d\d-\d\d)\.\n/.exec(page) ?? []
    expect(Number(number)).toBe(Number(name.slice(0, 4)))
    expect(index).toContain(`| [${number}](${name}) | ${title} | ${status?.toLowerCase()} | ${date} |\n`)
  })

  it('has every number once', () => {
    expect(pages.map((name) => Number(name.slice(0, 4)))).toEqual(pages.map((_, index) => index + 1))
  })
})
