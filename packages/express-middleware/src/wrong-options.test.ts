import { describe, expect, it } from 'vitest'
import { coveoTokenEndpoint, createCoveo, requirePrivileges } from './index.ts'

describe('wrong options', () => {
  const factories: readonly ((options: never) => unknown)[] = [createCoveo, coveoTokenEndpoint, requirePrivileges]
  it.each(factories)('%o throws at once and names the option', (create) => {
    expect(() => create({} as never)).toThrow(/^`?(grant|tokens|privileges)`? must/)
  })
})
