/**
 * The address a request comes from; behind a proxy of ours, what that proxy
 * last wrote into x-forwarded-for. One household or phone owns a whole IPv6
 * /64, so that is what counts as one address (RT10).
 */
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { RelayEnv } from './relay-context.ts'

const mappedV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** What budgets are counted by. */
export function budgetAddress(address: string): string {
  const plain = mappedV4.exec(address)?.[1]
  if (plain !== undefined || !address.includes(':')) return plain ?? address
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = [...before, ...zeros, ...after].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

export function readAddress(trustProxy: boolean): MiddlewareHandler<RelayEnv> {
  return async function readAddress(c, next) {
    const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
    c.set('address', budgetAddress(forwarded ?? incoming?.socket?.remoteAddress ?? 'unknown'))
    return next()
  }
}
