/**
 * What the groups of a person and her family lack: who comes next and who came
 * last, to herself and to whom she shares it with; and to each of her family what
 * is on and what has ended. Lacking is what differs from what was published last.
 * Rules SR.
 */
import type { Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { dayOf } from '../../domain/dates.ts'
import type { Collection } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { type SharedVisitsInput, writeSharedVisits } from '../../domain/records/shared-visits.ts'
import { type SharedWithInput, type ToldKind, toldKinds, writeSharedWith } from '../../domain/records/shared-with.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import type { ComingDays } from './coming-days.ts'
import { type FamilyMember, familyOf, isShared } from './family.ts'
import { nextCall } from './next-call.ts'

export interface WantedDeps {
  readonly chains: Chains
  readonly rows: Rows
  readonly clock: Clock
  readonly days: ComingDays
  /** Everything of the group is here, up to the last contact. */
  readonly isWhole: (chain: ChainState) => boolean
  /** Knows enough to put something else in the place of a visit that was told and is not over. */
  readonly mayCorrect: boolean
  readonly baseOf: (about: PersonId | null) => RecordBase
}

/** Where nothing of these moved, nothing else is to be told. */
export const toldFrom: readonly Collection[] = [
  'visits',
  'visitsOff',
  'visitStates',
  'latest',
  'staff',
  'agreements',
  'sharedVisits',
  'sharedWith',
]

export interface Wanted {
  readonly chain: ChainState
  /** What it lacks; nothing where it says all that is true. */
  readonly records: readonly CareRecord[]
}

export async function wantedOf(deps: WantedDeps, person: PersonId): Promise<readonly Wanted[]> {
  const { baseOf, chains, rows } = deps
  const own = chains.privateOf(person, null)
  if (own === undefined || !deps.isWhole(own)) return []
  const family = await familyOf(deps, person)
  const told = new Map((await rows.find('sharedWith', { partition: person })).map((row) => [row.groupId, row]))

  async function visits(chain: ChainState): Promise<readonly CareRecord[]> {
    const [before] = await rows.find('sharedVisits', { partition: person, groupId: chain.group })
    if (!deps.mayCorrect && before !== undefined && !isBehind(before, deps.clock.now())) return []
    const now = await visitsOf(deps, person, before ?? { next: null, last: null })
    if (JSON.stringify(now) === JSON.stringify({ next: before?.next ?? null, last: before?.last ?? null })) return []
    const record = writeSharedVisits(now, baseOf(person))
    return record.ok ? [record.value] : []
  }

  function words(chain: ChainState, one: FamilyMember): readonly CareRecord[] {
    const before: SharedWithInput = told.get(chain.group) ?? { on: [], ended: [] }
    const on = toldKinds.filter((kind) => isOn(one, kind))
    const was = (kind: ToldKind) => before.on.includes(kind) || before.ended.includes(kind)
    const ended = toldKinds.filter((kind) => !on.includes(kind) && (was(kind) || (kind === 'circle' && one.leftCircle)))
    if (on.join() === before.on.join() && ended.join() === before.ended.join()) return []
    const record = writeSharedWith({ on, ended }, baseOf(person))
    return record.ok ? [record.value] : []
  }

  const wanted: Wanted[] = inNow(own).length > 0 ? [{ chain: own, records: await visits(own) }] : []
  for (const one of family) {
    const chain = chains.privateOf(person, one.member)
    if (chain === undefined || inNow(chain).length === 0 || !deps.isWhole(chain)) continue
    const shown = isShared(one, 'visits') ? await visits(chain) : []
    wanted.push({ chain, records: [...words(chain, one), ...shown] })
  }
  return wanted
}

/** What was told is over; or no visit was, and nobody has come on this day. */
function isBehind({ last, next }: SharedVisitsInput, now: Instant): boolean {
  if (next !== null) return next.to < now
  return last === null || dayOf(last.at) !== dayOf(now)
}

function isOn(one: FamilyMember, kind: ToldKind): boolean {
  return kind === 'circle' ? one.inCircle : isShared(one, kind)
}

async function visitsOf(deps: WantedDeps, person: PersonId, told: SharedVisitsInput): Promise<SharedVisitsInput> {
  const { clock, days, rows } = deps
  const isHers = ({ personId }: VisitRow) => personId === person
  const visits = days.visits.filter(isHers)
  const ids = visits.map(({ visitId }) => visitId)
  const [states, staff, latest] = await Promise.all([
    rows.findMany('visitStates', ids),
    rows.find('staff'),
    rows.find('latest', { partition: person }),
  ])
  const finished = new Set(states.filter(({ state }) => state === 'finished').map(({ visitId }) => visitId))
  const next = nextCall({
    now: clock.now(),
    told: told.next,
    visits,
    off: days.off.filter(isHers),
    isFinished: (visitId) => finished.has(visitId),
    signatureOf: (memberId) => staff.find((row) => row.memberId === memberId)?.signature,
  })
  const came = latest.map(({ at, author }) => ({ who: author, at }))
  const [last] = [...came, ...(told.last === null ? [] : [told.last])].sort((a, b) => b.at - a.at)
  return { next, last: last ?? null }
}
