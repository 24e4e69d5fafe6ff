/** Serves the gallery: `npx vite --config client/ui/testing/gallery.config.ts`, then /ui/testing/gallery.html?state=today. */
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export
export default defineConfig({
  root: new URL('../../', import.meta.url).pathname,
  cacheDir: new URL('../../../node_modules/.vite-gallery', import.meta.url).pathname,
  plugins: [preact()],
  optimizeDeps: {
    noDiscovery: true,
    include: [
      'preact',
      'preact/hooks',
      'preact/jsx-dev-runtime',
      'preact/debug',
      'preact/devtools',
      '@preact/signals',
      'jsqr',
    ],
  },
  server: { port: 5199, strictPort: true, hmr: false },
})
