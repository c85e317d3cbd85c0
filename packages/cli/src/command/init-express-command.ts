import { createInitCommand } from '../init/create-init-command.ts'
import { expressFiles } from '../init/express-files.ts'

export const initExpressCommand = createInitCommand({
  name: 'init express',
  framework: 'Express',
  files: expressFiles,
  steps: [
    'npm install @coveo-token/express-middleware @coveo-token/emulator express cookie-session',
    'npx coveo-emulator run node server.mjs',
  ],
})
