/**
 * Keeps what people and their family are shown true: what a group lacks is
 * published into it. The device whose member changed it does so at once, as a
 * robot at the door does; the others take turns, and look again when theirs has
 * come. Rules SR.
 *
 * It is asked after every catch-up and reads of everybody who has a phone, so it
 * looks only when something moved that it tells of, when a turn is waited for,
 * and now and then for what moves by itself: a visit that is over.
 *
 * Two devices that do not agree (a clock is fast, one knows less) would answer each
 * other without end, so what another put in the place of this device's own word is
 * left there for a while.
 */
import { type DeviceId, type GroupId, type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { createAlarm } from '../lib/alarm.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { groupTurn } from '../membership/group-turn.ts'
import type { Timer } from '../platform/timer.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'
import { readComingDays } from './coming-days.ts'
import { toldFrom, type WantedDeps, wantedOf } from './wanted.ts'

/** How long each of the others waits for the one before. */
export const shareTurnMs = 10_000
/** However little moved. */
const lookAgainMs = 10 * 60_000

export interface ShareDeps extends Omit<WantedDeps, 'days' | 'mayCorrect'> {
  /** Whether records come here at all: only in them stands that a visit was made. */
  readonly readsCare: boolean
  readonly chains: Chains
  readonly writer: Writer
  readonly device: DeviceId
  readonly mayRead: (group: GroupId) => boolean
  /** Nobody else is waited for. */
  readonly isFirst: boolean
  readonly timer: Timer
  /** It is this device's turn, when nobody before it has done it: look again. */
  readonly onTurn: () => void
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
  type Told = { readonly content: string; readonly at: Instant }
  const since = new Map<GroupId, Told>()
  /** What this device put there last. */
  const written = new Map<GroupId, Told>()
  let isClaimed = false
  let isMoved = true
  let lookedAt = 0
  const turn = createAlarm(deps.timer, deps.onTurn)
  const stopWatching = rows.changed((collections) => {
    if (toldFrom.some((name) => collections.has(name))) isMoved = true
  })

  /** What is not all here yet is looked at again. */
  function isWhole(chain: ChainState): boolean {
    const whole = deps.isWhole(chain)
    if (!whole) isMoved = true
    return whole
  }

  /** Milliseconds until it is this device's turn; none left: it is. */
  function turnIn(chain: ChainState, content: string): number {
    const known = since.get(chain.group)
    const at = known?.content === content ? known.at : clock.now()
    since.set(chain.group, { content, at })
    if (isClaimed) return 0
    const before = written.get(chain.group)
    // Somebody else took its place since, or it would not be lacking.
    if (before?.content === content && clock.now() - before.at < lookAgainMs)
      return before.at + lookAgainMs - clock.now()
    if (deps.isFirst) return 0
    return at + groupTurn({ ...deps, now: clock.now() }, chain) * shareTurnMs - clock.now()
  }

  async function publish(): Promise<void> {
    const isDue = clock.now() - lookedAt >= lookAgainMs
    if (!isMoved && !isClaimed && since.size === 0 && !isDue) return
    isMoved = false
    lookedAt = clock.now()
    turn.clear()
    const waits: number[] = []
    const days = await readComingDays(deps)
    const entries: EntryDraft[] = []
    for (const person of peopleWithPhones(deps)) {
      for (const { chain, records } of await wantedOf(
        { ...deps, days, isWhole, mayCorrect: deps.readsCare || isClaimed },
        person,
      )) {
        if (records.length === 0) {
          since.delete(chain.group)
          continue
        }
        const content = records.map(contentOf).join()
        const wait = turnIn(chain, content)
        if (wait > 0) waits.push(wait)
        else {
          entries.push(draftOf(chain, records))
          written.set(chain.group, { content, at: clock.now() })
        }
      }
    }
    isClaimed = false
    if (waits.length > 0) turn.set(Math.min(...waits))
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
    stop: () => {
      stopWatching()
      turn.stop()
    },
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
