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
import { type DeviceId, type GroupId, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import { createAlarm } from '../lib/alarm.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { groupTurn } from '../membership/group-turn.ts'
import { createTurnToSay } from '../membership/turn-to-say.ts'
import type { Timer } from '../platform/timer.ts'
import type { EntryDraft, Writer } from '../writing/writer.ts'
import { type ComingDays, readComingDays } from './coming-days.ts'
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

/** A command, or as much of one as says whom it is about: one person, or whoever a visit is to. */
export interface ShownChange {
  readonly type?: string
  readonly personId?: string | null
  readonly visitId?: string | null
}

export interface Share {
  /** Somebody came into a group or left one. */
  readonly look: () => void
  /** This device's member changed something about somebody: it publishes what follows. */
  readonly claim: (shown: ShownChange) => void
  readonly run: () => Promise<void>
  readonly stop: () => void
}

export function createShare(deps: ShareDeps): Share {
  const { clock, rows, writer } = deps
  const turns = createTurnToSay(clock)
  let claims: readonly ShownChange[] = []
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
  function turnIn(chain: ChainState, content: string, isClaimed: boolean): number {
    const since = turns.since(chain.group, content)
    if (isClaimed) return 0
    // Somebody else took its place since, or it would not be lacking.
    const left = turns.leaveFor(chain.group, content)
    if (left > 0 || deps.isFirst) return left
    return since + groupTurn({ ...deps, now: clock.now() }, chain) * shareTurnMs - clock.now()
  }

  async function publish(): Promise<void> {
    const isDue = clock.now() - lookedAt >= lookAgainMs
    if (!isMoved && claims.length === 0 && !turns.isLacking() && !isDue) return
    isMoved = false
    lookedAt = clock.now()
    turn.clear()
    const waits: number[] = []
    const days = await readComingDays(deps)
    const taken = claims
    const claimed = peopleOf(taken, days)
    const drafts: ShareDraft[] = []
    for (const person of peopleWithPhones(deps)) {
      const isClaimed = claimed.has(person)
      for (const { chain, records } of await wantedOf(
        { ...deps, days, isWhole, mayCorrect: deps.readsCare || isClaimed },
        person,
      )) {
        if (records.length === 0) {
          turns.agreed(chain.group)
          continue
        }
        const content = records.map(contentOf).join()
        const wait = turnIn(chain, content, isClaimed)
        if (wait > 0) waits.push(wait)
        else drafts.push({ person, content, entry: draftOf(chain, records) })
      }
    }
    if (waits.length > 0) turn.set(Math.min(...waits))
    const failed = drafts.length === 0 ? [] : await write(drafts)
    const again = failed.flatMap(({ person }) => (claimed.has(person) ? { personId: person } : []))
    claims = [...again, ...claims.slice(taken.length)]
  }

  /** What could not be written. One that is refused holds up no other. */
  async function write(drafts: readonly ShareDraft[]): Promise<readonly ShareDraft[]> {
    const entries = drafts.map(({ entry }) => entry)
    if ((await writer.write({ entries, alongside: [], sealedAlongside: [] })).ok) {
      for (const { content, entry } of drafts) turns.said(entry.group, content)
      return []
    }
    if (drafts.length === 1) return drafts
    const failed: ShareDraft[] = []
    for (const draft of drafts) failed.push(...(await write([draft])))
    return failed
  }

  return {
    look: () => {
      isMoved = true
    },
    claim: (shown) => {
      claims = [...claims, shown]
    },
    run: () => writer.inTurn(publish),
    stop: () => {
      stopWatching()
      turn.stop()
    },
  }
}

interface ShareDraft {
  readonly person: PersonId
  readonly content: string
  readonly entry: EntryDraft
}

function peopleOf(claims: readonly ShownChange[], { off, visits }: ComingDays): ReadonlySet<string> {
  const ids = new Set(claims.map(({ visitId }) => visitId))
  const visited = [...visits, ...off].filter(({ visitId }) => ids.has(visitId))
  return new Set([...claims, ...visited].flatMap(({ personId }) => personId ?? []))
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
