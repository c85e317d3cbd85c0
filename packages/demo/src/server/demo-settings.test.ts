import { isTokenError } from '@coveo-token/core'
import { describe, expect, it } from 'vitest'
import { demoConfig, searchOrigin } from './demo-config.ts'
import { readDemoSettings } from './demo-settings.ts'

const good = {
  COVEO_ORGANIZATION_ID: 'acme',
  COVEO_API_KEY: 'xx01234567-89ab-cdef-0123-456789abcdef',
  SESSION_SECRET: 'a secret of at least thirty-two characters',
}

function problemsOf(env: Record<string, string | undefined>): string {
  try {
    readDemoSettings(env)
  } catch (error) {
    if (isTokenError(error) && error.code === 'configuration') return `${error.message}\n${error.remedy}`
    throw error
  }
  throw new Error('It found nothing wrong.')
}

describe('readDemoSettings', () => {
  it('requires an organization, a key and a secret, and has defaults for the rest', () => {
    expect(readDemoSettings(good)).toEqual({
      port: 4401,
      host: '127.0.0.1',
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      sessionSecret: good.SESSION_SECRET,
      tokenKind: 'search',
      renderDeadlineMs: 1500,
      emulatorControl: undefined,
      searchBaseUrl: undefined,
      environment: 'prod',
    })
  })

  it('reports every problem at once, the variables of Coveo included', () => {
    const problems = problemsOf({
      COVEO_REGION: 'mars',
      PORT: '99999',
      ALLOWED_HOSTS: 'https://app.example',
      SESSION_SECRET: 'short',
      COVEO_TOKEN_KIND: 'both',
      RENDER_DEADLINE_MS: '0',
      COVEO_EMULATOR_CONTROL: 'here',
    })
    for (const name of [
      'COVEO_ORGANIZATION_ID',
      'COVEO_API_KEY',
      'COVEO_REGION',
      'PORT',
      'ALLOWED_HOSTS',
      'SESSION_SECRET',
      'COVEO_TOKEN_KIND',
      'RENDER_DEADLINE_MS',
      'COVEO_EMULATOR_CONTROL',
    ]) {
      expect(problems).toContain(name)
    }
  })

  it('shows neither the key nor the secret', () => {
    const problems = problemsOf({ ...good, COVEO_API_KEY: 'xxnot-a-key', SESSION_SECRET: 'hunter2' })
    expect(problems).not.toContain('xxnot-a-key')
    expect(problems).not.toContain('hunter2')
  })

  it('treats an empty variable as not set', () => {
    expect(
      readDemoSettings({ ...good, PORT: '', COVEO_TOKEN_KIND: '', COVEO_ENDPOINT: '' }).searchBaseUrl,
    ).toBeUndefined()
  })

  it('accepts port 0, which picks a free one', () => {
    expect(readDemoSettings({ ...good, PORT: '0' }).port).toBe(0)
  })
})

describe('demoConfig', () => {
  it('points the page to the emulator, without secrets', () => {
    const endpoint = 'http://127.0.0.1:4400/'
    const settings = readDemoSettings({ ...good, COVEO_ENDPOINT: endpoint, COVEO_EMULATOR_CONTROL: endpoint })
    const config = demoConfig(settings, 'acme')
    expect(config).toEqual({
      organizationId: 'acme',
      kind: 'search',
      searchBaseUrl: 'http://127.0.0.1:4400/rest/search/v2',
      environment: 'prod',
      renderDeadlineMs: 1500,
      emulatorUrl: 'http://127.0.0.1:4400',
    })
    expect(searchOrigin(config)).toBe('http://127.0.0.1:4400')
  })

  it('points the page to the host of the organization otherwise', () => {
    expect(searchOrigin(demoConfig(readDemoSettings(good), 'acme'))).toBe('https://acme.org.coveo.com')
    const hipaa = readDemoSettings({ ...good, COVEO_REGION: 'hipaa' })
    expect(searchOrigin(demoConfig(hipaa, 'acme'))).toBe('https://acme.orghipaa.coveo.com')
  })
})
