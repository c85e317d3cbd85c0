import { defineConfig } from 'vite'

export default defineConfig({
  // The page of `npm run dev` calls the server below its own origin.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/login': 'http://127.0.0.1:3000' } },
})
