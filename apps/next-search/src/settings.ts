import 'server-only'
import { type DemoSettings, readDemoSettings } from '@coveo-token/demo-ui/server'

let settings: DemoSettings | undefined

/** The settings of this app, read when the first request wants them: `next build` has no environment, and needs none. */
export function demoSettings(): DemoSettings {
  settings ??= readDemoSettings(process.env)
  return settings
}
