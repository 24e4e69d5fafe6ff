/** POST /v1/join and GET /v1/spaces/:space/joins: the door, and who stands before it. Rules AD40 to AD47. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { encodeJoinStatus, encodeWaitingJoins } from '../../shared/protocol/join.ts'
import { type Joined, type Joins, mayLetIn } from '../admission/joins.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import type { LiveHub } from '../live/hub.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayContext, type RelayEnv, readBody } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface JoinsRouteDeps extends SessionGuardDeps {
  readonly joins: Joins
  readonly store: EntryStore
  readonly hub: LiveHub
}

export function joinsRoute(deps: JoinsRouteDeps): Hono<RelayEnv> {
  const { hub, joins, limits, spaces, store } = deps

  /** Those who may open the door are told at once that somebody knocked. */
  async function ring({ body }: Joined): Promise<void> {
    const state = spaces.find(body.space)
    const head = await store.spaceHead(body.space)
    if (state !== undefined && head !== undefined) {
      hub.nudge(body.space, head.head, (device) => mayLetIn(state, device, body))
    }
  }

  async function answer(c: RelayContext, joined: Joined): Promise<Response> {
    await limits.giveBackToAddress(c.get('address'), 1)
    if (joined.isNew) await ring(joined)
    return cborAnswer(c, encodeJoinStatus(joined.status), 202)
  }

  return new Hono<RelayEnv>()
    .post('/v1/join', bodyLimit({ maxSize: 4_096, onError: (c) => problem(c, 'too-large') }), async (c) => {
      const address = c.get('address')
      if (!(await limits.takeFromAddress(address))) return problem(c, 'too-many-requests')
      const asked = await joins.ask(await readBody(c), () => limits.takeJoinFromAddress(address))
      if (asked.ok) return answer(c, asked.value)
      const { invite } = asked.error
      const mayTryAgain = invite === undefined || (await limits.takeTryOfInvite(invite))
      return problem(c, mayTryAgain ? asked.error.problem : 'too-many-requests')
    })
    .get('/v1/spaces/:space/joins', requireSession(deps), async (c) => {
      const waiting = await joins.waitingFor(c.get('state'), c.get('session').device)
      return cborAnswer(c, encodeWaitingJoins(waiting.slice(0, 1_000)))
    })
}
