import { expect } from 'vitest'
import { until } from '../until.test.support.ts'
import type { Drive } from './controller-drive.test.support.ts'

const year2026 = { start: '2026/01/01@00:00:00', end: '2026/12/31@23:59:59', endInclusive: true } as const

/** Facets and filters, and the controllers that show what is selected in them. */
export const facetControllers: Record<string, Drive> = {
  async buildFacet({ headless, engine, search, respond }) {
    const facet = headless.buildFacet(engine, { options: { field: 'department' } })
    const summary = headless.buildQuerySummary(engine)
    await search()
    expect(facet.state.values.map(({ value, numberOfResults }) => [value, numberOfResults])).toEqual([
      ['Product', 6],
      ['Sales', 6],
      ['Support', 3],
    ])
    await respond(() => facet.toggleSelect(facet.state.values[2] as (typeof facet.state.values)[number]))
    expect(summary.state.total).toBe(3)
  },

  async buildCategoryFacet({ headless, engine, search, respond, total }) {
    const facet = headless.buildCategoryFacet(engine, { options: { field: 'category' } })
    await search()
    const sales = facet.state.valuesAsTrees.find(({ value }) => value === 'Sales')
    await respond(() => facet.toggleSelect(sales as NonNullable<typeof sales>))
    expect(facet.state.selectedValueAncestry.map(({ value }) => value)).toEqual(['Sales'])
    expect(facet.state.selectedValueAncestry[0]?.children.map(({ value }) => value)).toEqual(['Guide'])
    expect(total()).toBe(6)
  },

  async buildNumericFacet({ headless, engine, search, respond, total }) {
    const currentValues = [headless.buildNumericRange({ start: 0, end: 50, endInclusive: true })]
    const facet = headless.buildNumericFacet(engine, {
      options: { field: 'price', generateAutomaticRanges: false, currentValues },
    })
    const automatic = headless.buildNumericFacet(engine, {
      options: { field: 'price', facetId: 'automatic', generateAutomaticRanges: true, numberOfValues: 3 },
    })
    await search()
    expect(facet.state.values).toMatchObject([{ start: 0, end: 50, numberOfResults: 5 }])
    expect(automatic.state.values).toHaveLength(3)
    await respond(() => facet.toggleSelect(facet.state.values[0] as (typeof facet.state.values)[number]))
    expect(total()).toBe(5)
  },

  async buildNumericFilter({ headless, engine, search, respond, total }) {
    const filter = headless.buildNumericFilter(engine, { options: { field: 'price' } })
    await search()
    await respond(() => filter.setRange({ start: 30, end: 60 }))
    expect(filter.state).toMatchObject({ range: { start: 30, end: 60, numberOfResults: 4 } })
    expect(total()).toBe(4)
  },

  async buildDateFacet({ headless, engine, search, respond, total }) {
    const currentValues = [headless.buildDateRange(year2026)]
    const facet = headless.buildDateFacet(engine, {
      options: { field: 'date', generateAutomaticRanges: false, currentValues },
    })
    const automatic = headless.buildDateFacet(engine, {
      options: { field: 'date', facetId: 'automatic', generateAutomaticRanges: true, numberOfValues: 2 },
    })
    await search()
    expect(facet.state.values).toMatchObject([{ numberOfResults: 12 }])
    expect(automatic.state.values).toHaveLength(2)
    await respond(() => facet.toggleSelect(facet.state.values[0] as (typeof facet.state.values)[number]))
    expect(total()).toBe(12)
  },

  async buildDateFilter({ headless, engine, search, respond, total }) {
    const filter = headless.buildDateFilter(engine, { options: { field: 'date' } })
    await search()
    await respond(() => filter.setRange({ ...year2026, end: '2026/01/31@23:59:59' }))
    expect(filter.state.range).toMatchObject({ numberOfResults: 2 })
    expect(total()).toBe(2)
  },

  async buildAutomaticFacetGenerator({ headless, engine, search, respond, total }) {
    const generator = headless.buildAutomaticFacetGenerator(engine, { options: { desiredCount: 3 } })
    await search()
    const facet = generator.state.automaticFacets.find(({ state }) => state.field === 'department')
    const support = facet?.state.values.find(({ value }) => value === 'Support')
    await respond(() => facet?.toggleSelect(support as NonNullable<typeof support>))
    expect(total()).toBe(3)
  },

  async buildFieldSuggestions({ headless, engine, search }) {
    const suggestions = headless.buildFieldSuggestions(engine, {
      options: { facet: { field: 'department', facetId: 'suggested' } },
    })
    await search()
    suggestions.updateText('sal')
    suggestions.search()
    await until(() => suggestions.state.values.length > 0)
    expect(suggestions.state.values).toMatchObject([{ rawValue: 'Sales', count: 6 }])
  },

  async buildCategoryFieldSuggestions({ headless, engine, search }) {
    const suggestions = headless.buildCategoryFieldSuggestions(engine, {
      options: { facet: { field: 'category', facetId: 'suggested' } },
    })
    await search()
    suggestions.updateText('gui')
    suggestions.search()
    await until(() => suggestions.state.values.length > 0)
    expect(suggestions.state.values).toContainEqual(expect.objectContaining({ rawValue: 'Guide', path: ['Sales'] }))
  },

  async buildBreadcrumbManager({ headless, engine, search, respond, total }) {
    const facet = headless.buildFacet(engine, { options: { field: 'department' } })
    const breadcrumbs = headless.buildBreadcrumbManager(engine)
    await search()
    await respond(() => facet.toggleSelect(facet.state.values[0] as (typeof facet.state.values)[number]))
    expect(breadcrumbs.state.facetBreadcrumbs).toMatchObject([{ field: 'department' }])
    await respond(() => breadcrumbs.deselectAll())
    expect(breadcrumbs.state.hasBreadcrumbs).toBe(false)
    expect(total()).toBe(15)
  },

  async buildFacetManager({ headless, engine, search }) {
    const manager = headless.buildFacetManager(engine)
    const facets = ['department', 'source'].map((field) =>
      headless.buildFacet(engine, { options: { field, facetId: field } }),
    )
    await search()
    expect(facets.every(({ state }) => state.values.length > 0)).toBe(true)
    expect([...manager.state.facetIds].sort()).toEqual(['department', 'source'])
  },

  async buildFacetConditionsManager({ headless, engine, search, respond }) {
    const parent = headless.buildFacet(engine, { options: { field: 'department', facetId: 'parent' } })
    const child = headless.buildFacet(engine, { options: { field: 'objecttype', facetId: 'child' } })
    const conditions = headless.buildFacetConditionsManager(engine, {
      facetId: 'child',
      conditions: [
        {
          parentFacetId: 'parent',
          condition: (values) => values.some((one) => 'state' in one && one.state === 'selected'),
        },
      ],
    })
    await search()
    expect(child.state.enabled).toBe(false)
    await respond(() => parent.toggleSelect(parent.state.values[0] as (typeof parent.state.values)[number]))
    await until(() => child.state.enabled)
    conditions.stopWatching()
  },

  async buildStaticFilter({ headless, engine, search, respond, total }) {
    const value = headless.buildStaticFilterValue({ caption: 'Sales', expression: '@department=="Sales"' })
    const filter = headless.buildStaticFilter(engine, { options: { id: 'departments', values: [value] } })
    await search()
    await respond(() => filter.toggleSelect(filter.state.values[0] as (typeof filter.state.values)[number]))
    expect(total()).toBe(6)
  },
}
