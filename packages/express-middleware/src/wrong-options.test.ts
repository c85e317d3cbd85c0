import { describe, expect, it } from 'vitest'
import { coveoTokenEndpoint, createCoveo, requirePrivileges } from './index.ts'

describe('wrong options', () => {
  it.each([createCoveo, coveoTokenEndpoint, requirePrivileges])('%o throws at once and names the option', (create) => {
    expect(() => create({} as never)).toThrow(/^`?(grant|tokens|privileges)`? must/)
  })
})
