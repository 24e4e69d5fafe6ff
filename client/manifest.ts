/**
 * The web app manifest: how Doorstep presents itself when it is installed.
 *
 * `id` stays '/' for ever: a browser that sees another id installs a second
 * app beside the first, with the same data and a different icon.
 */
import type { ManifestOptions } from 'vite-plugin-pwa'

export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Doorstep',
  short_name: 'Doorstep',
  description: 'One shared record for a neighbourhood health team, with or without signal',
  lang: 'en-GB',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  categories: ['medical', 'health', 'productivity'],
  theme_color: '#3a0f2d',
  background_color: '#f6f2e9',
  icons: [
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icon-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    { src: '/icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: 'Today', short_name: 'Today', url: '/today', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
    { name: 'Messages', short_name: 'Messages', url: '/messages', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
  ],
}
