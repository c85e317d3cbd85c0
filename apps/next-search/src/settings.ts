import 'server-only'
import { type DemoSettings, readDemoSettings } from '@coveo-token/demo/server'

let settings: DemoSettings | undefined

/** The settings of this app, read at the first request: `next build` needs no environment. */
export function demoSettings(): DemoSettings {
  settings ??= readDemoSettings(process.env)
  return settings
}
