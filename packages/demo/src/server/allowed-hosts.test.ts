import { describe, expect, it } from 'vitest'
import { isAllowedHost, isHost, readAllowedHosts } from './allowed-hosts.ts'

describe('readAllowedHosts', () => {
  it('returns the names of this machine by default, otherwise the listed hosts', () => {
    expect(readAllowedHosts({})).toEqual(['localhost', '127.0.0.1', '[::1]'])
    expect(readAllowedHosts({ ALLOWED_HOSTS: ' , ' })).toEqual(['localhost', '127.0.0.1', '[::1]'])
    expect(readAllowedHosts({ ALLOWED_HOSTS: 'App.example, app.example:8443' })).toEqual([
      'app.example',
      'app.example:8443',
    ])
  })
})

describe('isHost', () => {
  it('takes a host as the token endpoint does: without a scheme, a path or a wildcard', () => {
    for (const host of ['app.example', 'app.example:8443', '[::1]']) expect([host, isHost(host)]).toEqual([host, true])
    for (const host of ['https://app.example', 'app.example/x', '*.app.example', '*', 'APP.example']) {
      expect([host, isHost(host)]).toEqual([host, false])
    }
  })
})

describe('isAllowedHost', () => {
  it('allows every port of a name without one, and one port of a name with one', () => {
    const hosts = ['app.example', '[::1]', 'shop.example:8443']
    for (const host of ['app.example', 'app.example:1', 'APP.example:80', '[::1]:4401', 'shop.example:8443']) {
      expect([host, isAllowedHost(host, hosts)]).toEqual([host, true])
    }
    for (const host of [
      undefined,
      '',
      'evil.example',
      'shop.example',
      'shop.example:1',
      'x.app.example',
      'app.example@evil.example',
      'app.example.evil.example',
      'evil.example/app.example',
      ' ',
    ]) {
      expect([host, isAllowedHost(host, hosts)]).toEqual([host, false])
    }
  })
})
