/**
 * The built app. Files under assets/ carry a hash in their name and may be kept
 * for ever; the pages and the service worker are asked for again each time, or
 * nobody would ever get a new version. An address without a file is one of the
 * app's own screens and gets its page. Rules RT23 to RT25.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { RelayEnv } from '../middleware/relay-context.ts'

const forever = 'public, max-age=31536000, immutable'

/** Set on the file's own answer: a miss goes on to the next route and must not be kept. */
function withCaching(serve: MiddlewareHandler<RelayEnv>): MiddlewareHandler<RelayEnv> {
  return async function withCaching(c, next) {
    const answer = await serve(c, next)
    if (answer instanceof Response) {
      answer.headers.set('cache-control', c.req.path.startsWith('/assets/') ? forever : 'no-cache')
    }
    return answer
  }
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
  const files = withCaching(serveStatic<RelayEnv>({ root: dist, precompressed: true }))
  const page = withCaching(serveStatic<RelayEnv>({ root: dist, path: 'index.html', precompressed: true }))
  return route.get('*', files).get('*', (c, next) => (isNavigation(c) ? page(c, next) : next()))
}
