import { defineConfig } from '@playwright/test'

const port = Number(process.env.PORT ?? 3000)

export default defineConfig({
  webServer: { command: 'npm start', port, env: { PORT: String(port) } },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // A browser of the system; without it Playwright uses its own.
    ...(process.env.CHROMIUM_PATH && {
      launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: ['--no-sandbox', '--disable-gpu'] },
    }),
  },
})
