/**
 * Once a day the relay signs how far each space's fetch log went, onto the team's
 * chain: from then on it cannot change a page before that without being caught.
 * Afterwards pages beyond what is kept are dropped. A team whose genesis does not
 * name this relay's key gets none; its log is kept all the same. Rules RT142 and RT145.
 */
import type { Instant, SpaceId } from '../../shared/lib/ids.ts'
import { zeroHash } from '../../shared/lib/ids.ts'
import { isRelayOf } from '../../shared/membership/checkpoint.ts'
import { encodeControl, relayIdOf } from '../../shared/protocol/control.ts'
import { encodeControlHeader, encodeEnvelope, entryIdOf, signingInputOf } from '../../shared/protocol/entry.ts'
import type { ControlAdmission } from '../admission/control.ts'
import type { SpaceState, Spaces } from '../admission/spaces.ts'
import type { FetchPages, LastFetchPage } from '../entry-store/fetch-pages.ts'
import type { Logger } from '../ops/logger.ts'
import type { RelayKey } from './relay-key.ts'

const dayMs = 24 * 60 * 60_000
/** Less than the hundred days of checkpoints a chain keeps (MB142). */
export const longestKeptDays = 90

export interface FetchLogKept {
  readonly days: number
  /** Of one space. */
  readonly bytes: number
}

export const standardFetchLogKept: FetchLogKept = { days: longestKeptDays, bytes: 256 * 2 ** 20 }

export interface CheckpointsDeps {
  readonly pages: FetchPages
  readonly spaces: Spaces
  readonly control: ControlAdmission
  readonly key: RelayKey
  readonly kept: FetchLogKept
  readonly now: () => Instant
  readonly log: Pick<Logger, 'error'>
}

export interface Checkpoints {
  /** The space's log grew, or may have grown before the relay started. */
  readonly grew: (space: SpaceId) => void
  /** Posts those that are due; asked every minute. */
  readonly post: () => Promise<void>
}

export function createCheckpoints({ control, kept, key, log, now, pages, spaces }: CheckpointsDeps): Checkpoints {
  const grown = new Set<SpaceId>()
  /** Of teams that this relay signs nothing for. */
  const trimmedAt = new Map<SpaceId, Instant>()
  const relay = relayIdOf(key.publicKey)

  function isDue(space: SpaceId, { team }: SpaceState): boolean {
    const last = isRelayOf(team, relay) ? team.checkpoints.at(-1)?.writtenAt : trimmedAt.get(space)
    return last === undefined || now() - last >= dayMs
  }

  const no = async () => false
  const noLink = { mayFound: no, showsRecovery: no, mayRecover: no }

  async function sign({ space, team }: SpaceState, last: LastFetchPage): Promise<boolean> {
    const header = encodeControlHeader('checkpoint', {
      ...{ space, group: team.group, groupSeq: team.seq + 1, prev: team.head },
      ...{ author: relay, writtenAt: now(), team: { seq: 0, hash: zeroHash } },
    })
    const body = encodeControl({ type: 'checkpoint', ...last })
    const signature = key.sign(signingInputOf(entryIdOf(header, body)))
    const offer = { control: encodeEnvelope(header, body, signature), boxes: [] }
    const { results } = await control.admit(space, [offer], noLink)
    return results[0]?.type === 'stored'
  }

  /** False: to be tried again in a minute, as when somebody else wrote on the chain just then. */
  async function postOne(space: SpaceId): Promise<boolean> {
    const state = spaces.find(space)
    if (state !== undefined && !isDue(space, state)) return false
    const last = await pages.lastFetchPage(space)
    if (state === undefined || last === undefined) return true
    const signs = isRelayOf(state.team, relay)
    if (signs && last.page > (state.team.checkpoints.at(-1)?.page ?? 0) && !(await sign(state, last))) return false
    const since = (now() - kept.days * dayMs) as Instant
    await pages.trimFetchPages(space, { since, bytes: kept.bytes, upTo: last.page })
    if (!signs) trimmedAt.set(space, now())
    return true
  }

  return {
    grew: (space) => void grown.add(space),
    post: async () => {
      for (const space of [...grown]) {
        const isDone = await postOne(space).catch((failure: unknown) => {
          log.error('failed', { failure })
          return false
        })
        if (isDone) grown.delete(space)
      }
    },
  }
}
