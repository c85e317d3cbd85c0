import { existsSync } from 'node:fs'

/** The browser of this machine; undefined without one. `CHROMIUM_PATH` names another. */
export const chromiumPath =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
