/**
 * What every answer tells the browser: nothing inline, nothing from elsewhere,
 * no framing, no referrer, Trusted Types. `connect-src 'self'` covers the live
 * socket too, since app and relay are one origin. Rules RT20 to RT22.
 */
import type { MiddlewareHandler } from 'hono'
import type { Origins } from './origins.ts'

export type FormTarget = "'none'" | "'self'"

export function contentSecurityPolicy(formAction: FormTarget): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types doorstep-url',
  ].join('; ')
}

export function securityHeaders(origins: Origins): MiddlewareHandler {
  return async function securityHeaders(c, next) {
    await next()
    const { headers } = c.res
    const isDemo = c.req.path === '/demo' || c.req.path.startsWith('/demo/')
    headers.set('content-security-policy', contentSecurityPolicy(isDemo ? "'self'" : "'none'"))
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    if (origins.originOf(c.req.header('host'))?.startsWith('https:')) {
      headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
    }
    if (c.req.path.startsWith('/v1/')) headers.set('cache-control', 'no-store')
  }
}
