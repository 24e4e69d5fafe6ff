/**
 * Lets a request through only with a living session of this space, of a device
 * that is in. The chain is asked each time: a token outlives nobody's removal,
 * not even by the moment between the two. Rules RT6 to RT8.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { isActiveInSpace } from '../admission/readable.ts'
import type { Spaces } from '../admission/spaces.ts'
import type { Limits } from './limits.ts'
import { problem } from './problem.ts'
import { type RelayEnv, readSpaceParam } from './relay-context.ts'
import type { Session, Sessions } from './sessions.ts'

export interface SessionGuardDeps {
  readonly sessions: Sessions
  readonly spaces: Spaces
  readonly limits: Limits
}

/** The living session the request carries, if it carries one. */
export async function findSession(c: Context, { sessions, spaces }: Pick<SessionGuardDeps, 'sessions' | 'spaces'>) {
  const token = /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1]
  return token === undefined ? undefined : findLiving(token, sessions, spaces)
}

export async function findLiving(token: string, sessions: Sessions, spaces: Spaces): Promise<Session | undefined> {
  const session = sessions.find(token)
  if (session === undefined) return undefined
  await spaces.refresh(session.space)
  const state = spaces.find(session.space)
  if (state === undefined) return undefined
  return isActiveInSpace(state, session.device) ? session : undefined
}

export function requireSession(deps: SessionGuardDeps): MiddlewareHandler<RelayEnv> {
  return async function requireSession(c, next) {
    const session = await findSession(c, deps)
    if (session === undefined) {
      const isAllowed = await deps.limits.takeFromAddress(c.get('address'))
      return problem(c, isAllowed ? 'no-session' : 'too-many-requests')
    }
    if (!(await deps.limits.takeFromDevice(session.device))) return problem(c, 'too-many-requests')
    if (readSpaceParam(c) !== session.space) return problem(c, 'unknown-or-forbidden')
    c.set('session', session)
    c.set('state', deps.spaces.find(session.space)!)
    return next()
  }
}
