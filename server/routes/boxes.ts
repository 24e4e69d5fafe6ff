/** PUT …/boxes leaves key boxes for who has none, POST /v1/spaces/:space/boxes/missing says who that is, of many groups at once. Rules AD30 to AD33. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { GroupId, SpaceId } from '../../shared/lib/ids.ts'
import { canWrite } from '../../shared/membership/rights.ts'
import {
  encodeMissingBoxes,
  type MissingBoxes,
  parseEpochBoxes,
  parseMissingRequest,
} from '../../shared/protocol/boxes.ts'
import { areRightful, rightfulRecipients } from '../admission/boxes.ts'
import type { ReadRights } from '../admission/readable.ts'
import { outcomeToResult } from '../admission/results.ts'
import type { EntryStore } from '../entry-store/entry-store.ts'
import type { Growth } from '../live/growth.ts'
import { problem } from '../middleware/problem.ts'
import { cborAnswer, type RelayContext, type RelayEnv, readBody, readGroupParam } from '../middleware/relay-context.ts'
import { requireSession, type SessionGuardDeps } from '../middleware/require-session.ts'

export interface BoxesRouteDeps extends SessionGuardDeps {
  readonly rights: ReadRights
  readonly store: EntryStore
  readonly grew: (space: SpaceId, growth: readonly Growth[]) => void
}

export function boxesRoute(deps: BoxesRouteDeps): Hono<RelayEnv> {
  const { grew, rights, store } = deps
  const limit = bodyLimit({ maxSize: 131_072, onError: (c) => problem(c, 'too-large') })

  /** The chain, for who may read the group: they can hold its key, and nobody else has a box to give. */
  function findChain(c: RelayContext, group: GroupId | undefined) {
    const state = c.get('state')
    const readable = rights.readableBy(state, c.get('session').device)
    const chain = group === undefined || !readable?.contents.has(group) ? undefined : state.chains.get(group)
    return chain === undefined ? undefined : { chain, team: chain.kind === 'team' ? undefined : state.team }
  }

  async function missingOf(c: RelayContext, group: GroupId): Promise<MissingBoxes | undefined> {
    const found = findChain(c, group)
    if (found === undefined) return undefined
    const epoch = found.chain.epochs.length - 1
    const rightful = rightfulRecipients(found.chain, found.team, epoch)
    if (rightful === undefined) return undefined
    const boxed = await store.boxRecipients(c.get('session').space, group, epoch)
    const recipients = [...rightful].filter((recipient) => !boxed.has(recipient))
    return recipients.length === 0 ? undefined : { group, epoch, recipients }
  }

  return new Hono<RelayEnv>()
    .put('/v1/spaces/:space/groups/:group/boxes', limit, requireSession(deps), async (c) => {
      const request = parseEpochBoxes(await readBody(c))
      if (!request.ok) return problem(c, 'malformed')
      const found = findChain(c, readGroupParam(c))
      const { device, space } = c.get('session')
      if (found === undefined || !canWrite(found.chain, found.team, device)) return problem(c, 'unknown-or-forbidden')
      const { boxes, epoch } = request.value
      const recipients = rightfulRecipients(found.chain, found.team, epoch)
      if (recipients === undefined) return problem(c, 'unknown-epoch')
      if (!areRightful(boxes, recipients)) return problem(c, 'malformed')
      const { group } = found.chain
      const [outcome] = await store.append(space, [{ type: 'boxes', group, epoch, boxes }])
      const result = outcomeToResult(outcome!)
      if (result.type === 'refused') return problem(c, result.problem)
      if (outcome?.type === 'stored') grew(space, [{ kind: 'box', group, arrival: outcome.last }])
      return c.body(null, 204)
    })
    .post('/v1/spaces/:space/boxes/missing', limit, requireSession(deps), async (c) => {
      const request = parseMissingRequest(await readBody(c))
      if (!request.ok) return problem(c, 'malformed')
      const missing = await Promise.all([...new Set(request.value)].map((group) => missingOf(c, group)))
      return cborAnswer(c, encodeMissingBoxes(missing.filter((each) => each !== undefined)))
    })
}
