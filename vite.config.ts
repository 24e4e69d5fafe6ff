import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: 'client',
  plugins: [preact()],
  test: {
    projects: [
      {
        extends: true,
        root: import.meta.dirname,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,client,server,tools}/**/*.test.ts'],
          exclude: ['**/*.web.test.ts', '**/*.dom.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        root: import.meta.dirname,
        test: { name: 'dom', environment: 'happy-dom', include: ['client/**/*.dom.test.{ts,tsx}'] },
      },
    ],
  },
})
