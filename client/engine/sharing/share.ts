/**
 * Keeps what people and their family are shown true: what a group lacks is
 * published into it. The device whose member changed it does so at once, as a
 * robot at the door does; the others take turns. Rules SR.
 *
 * It is asked after every catch-up and reads of everybody who has a phone, so it
 * looks only when something moved that it tells of, when a turn is waited for,
 * and now and then for what moves by itself: a visit that is over.
 */
import { type DeviceId, type GroupId, type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { groupTurn } from '../membership/group-turn.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'
import { readComingDays } from './coming-days.ts'
import { toldFrom, type WantedDeps, wantedOf } from './wanted.ts'

/** How long each of the others waits for the one before. */
export const shareTurnMs = 10_000
/** However little moved. */
const lookAgainMs = 10 * 60_000

export interface ShareDeps extends Omit<WantedDeps, 'days'> {
  readonly chains: Chains
  readonly writer: Writer
  readonly device: DeviceId
  readonly mayRead: (group: GroupId) => boolean
  /** Nobody else is waited for. */
  readonly isFirst: boolean
}

export interface Share {
  /** Somebody came into a group or left one. */
  readonly look: () => void
  /** This device's member changed something: it publishes what follows. */
  readonly claim: () => void
  readonly run: () => Promise<void>
  readonly stop: () => void
}

export function createShare(deps: ShareDeps): Share {
  const { clock, rows, writer } = deps
  const since = new Map<GroupId, { readonly content: string; readonly at: Instant }>()
  let isClaimed = false
  let isMoved = true
  let lookedAt = 0
  const stop = rows.changed((collections) => {
    if (toldFrom.some((name) => collections.has(name))) isMoved = true
  })

  /** What is not all here yet is looked at again. */
  function isWhole(chain: ChainState): boolean {
    const whole = deps.isWhole(chain)
    if (!whole) isMoved = true
    return whole
  }

  function isMyTurn(chain: ChainState, content: string): boolean {
    const known = since.get(chain.group)
    const at = known?.content === content ? known.at : clock.now()
    since.set(chain.group, { content, at })
    if (deps.isFirst || isClaimed) return true
    return clock.now() - at >= groupTurn({ ...deps, now: clock.now() }, chain) * shareTurnMs
  }

  async function publish(): Promise<void> {
    const isDue = clock.now() - lookedAt >= lookAgainMs
    if (!isMoved && !isClaimed && since.size === 0 && !isDue) return
    isMoved = false
    lookedAt = clock.now()
    const days = await readComingDays(deps)
    const entries: EntryDraft[] = []
    for (const person of peopleWithPhones(deps)) {
      for (const { chain, records } of await wantedOf({ ...deps, days, isWhole }, person)) {
        const content = records.map(contentOf).join()
        if (records.length === 0) since.delete(chain.group)
        else if (isMyTurn(chain, content)) entries.push(draftOf(chain, records))
      }
    }
    isClaimed = false
    if (entries.length > 0) await writer.write({ entries, alongside: [], sealedAlongside: [] })
  }

  return {
    look: () => {
      isMoved = true
    },
    claim: () => {
      isClaimed = true
    },
    run: () => writer.inTurn(publish),
    stop,
  }
}

/** Whose own group or family’s group somebody is in. */
function peopleWithPhones({ chains, mayRead }: ShareDeps): ReadonlySet<PersonId> {
  const peopled = chains.byKind('private').filter((chain) => inNow(chain).length > 0 && mayRead(chain.group))
  return new Set(peopled.flatMap(({ about }) => about ?? []))
}

function contentOf({ at: _at, hlc: _hlc, id: _id, ...record }: CareRecord): string {
  return JSON.stringify(record)
}

function draftOf(chain: ChainState, records: readonly CareRecord[]): EntryDraft {
  const label = { kind: 'sharing', personId: chain.about } as const
  return { kind: 'record', group: chain.group, priority: 'ordinary', doc: zeroDoc, records, label }
}
