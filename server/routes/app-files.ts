/**
 * The built app. Files under assets/ carry a hash in their name and may be kept
 * for ever; the pages and the service worker are asked for again each time, or
 * nobody would ever get a new version. An address without a file is one of the
 * app's own screens and gets its page. Rules RT23 to RT25.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import type { RelayEnv } from '../middleware/relay-context.ts'

const forever = 'public, max-age=31536000, immutable'

function setCaching(_path: string, c: Context): void {
  c.header('cache-control', c.req.path.startsWith('/assets/') ? forever : 'no-cache')
}

function isNavigation(c: Context): boolean {
  const wantsPage = c.req.header('accept')?.includes('text/html') ?? false
  const last = c.req.path.slice(c.req.path.lastIndexOf('/'))
  return wantsPage && !last.includes('.') && !/^\/(v1|assets|demo)(\/|$)/.test(c.req.path)
}

/** Nothing is served where the app has not been built. */
export function appFilesRoute(dist: string | undefined): Hono<RelayEnv> {
  const route = new Hono<RelayEnv>()
  if (dist === undefined || !existsSync(join(dist, 'index.html'))) return route
  const page = serveStatic<RelayEnv>({
    root: dist,
    path: 'index.html',
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', 'no-cache'),
  })
  return route
    .get('*', serveStatic<RelayEnv>({ root: dist, precompressed: true, onFound: setCaching }))
    .get('*', (c, next) => (isNavigation(c) ? page(c, next) : next()))
}
