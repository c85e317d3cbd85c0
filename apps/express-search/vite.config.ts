import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/page',
  plugins: [react()],
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ['src/page/index.html', 'src/page/not-found.html'] },
  },
})
