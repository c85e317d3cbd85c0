import { createInitCommand } from '../init/create-init-command.ts'
import { nextFiles } from '../init/next-files.ts'

export const initNextCommand = createInitCommand({
  name: 'init next',
  framework: 'Next.js',
  files: nextFiles,
  steps: [
    'npm install @coveo-token/next @coveo-token/react @coveo-token/emulator @coveo/headless',
    'npx coveo-emulator run npx next dev',
  ],
})
