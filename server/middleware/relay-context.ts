/** What middleware leaves for the handlers behind it, and the small readers that handlers share. */
import type { Context } from 'hono'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { messageMediaType } from '../../shared/protocol/version.ts'
import type { SpaceState } from '../admission/spaces.ts'
import type { Session } from './sessions.ts'

export interface RelayEnv {
  readonly Variables: {
    /** Where the request comes from: budgets of the unknown are counted by it. */
    readonly address: string
    readonly problem: string | undefined
    /** Set behind `requireSession`. */
    readonly session: Session
    readonly state: SpaceState
  }
}

export type RelayContext = Context<RelayEnv>

const idShape = /^[0-9a-f]{32}$/

export function readSpaceParam(c: Context): SpaceId | undefined {
  const text = c.req.param('space') ?? ''
  return idShape.test(text) ? (text as SpaceId) : undefined
}

export function readGroupParam(c: Context): GroupId | undefined {
  const text = c.req.param('group') ?? ''
  return idShape.test(text) ? (text as GroupId) : undefined
}

/** A place to go on from; 0 where none is said. */
export function readAfter(c: Context): number | undefined {
  const text = c.req.query('after') ?? '0'
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

export async function readBody(c: Context): Promise<Uint8Array> {
  return new Uint8Array(await c.req.arrayBuffer())
}

export function cborAnswer(c: Context, bytes: Bytes, status: 200 | 202 = 200): Response {
  return c.body(bytes, status, { 'content-type': messageMediaType })
}
