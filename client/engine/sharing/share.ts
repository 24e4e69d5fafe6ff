/**
 * Keeps what people and their family are shown true: who comes next and who came
 * last, to the person herself and to whom she shares it with; and to each of her
 * family what is on and what has ended. Published when it differs from what was
 * published last. The device whose member changed it does so at once, as a robot
 * at the door does; the others take turns. Rules SR.
 */
import { type DeviceId, type GroupId, type Instant, type PersonId, zeroDoc } from '../../../shared/lib/ids.ts'
import type { ChainState } from '../../../shared/membership/chain.ts'
import { addDays, dayOf } from '../../domain/dates.ts'
import { dayPartition } from '../../domain/projections/rows.ts'
import type { VisitRow } from '../../domain/projections/visit-rows.ts'
import type { CareRecord } from '../../domain/records/record.ts'
import type { RecordBase } from '../../domain/records/record-base.ts'
import { type SharedVisitsInput, writeSharedVisits } from '../../domain/records/shared-visits.ts'
import { type SharedWithInput, type ToldKind, toldKinds, writeSharedWith } from '../../domain/records/shared-with.ts'
import type { Chains } from '../membership/chains.ts'
import { inNow } from '../membership/circle-plan.ts'
import { groupTurn } from '../membership/group-turn.ts'
import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../read-model/rows.ts'
import type { EntryDraft, Writer } from '../writer.ts'
import { type FamilyMember, familyOf, isShared } from './family.ts'
import { nextCall } from './next-call.ts'

/** How long each of the others waits for the one before. */
export const shareTurnMs = 10_000

export interface ShareDeps {
  readonly chains: Chains
  readonly rows: Rows
  readonly writer: Writer
  readonly device: DeviceId
  readonly clock: Clock
  readonly mayRead: (group: GroupId) => boolean
  /** Everything of the group is here, up to the last contact. */
  readonly isWhole: (chain: ChainState) => boolean
  readonly baseOf: (about: PersonId | null) => RecordBase
  /** Nobody else is waited for. */
  readonly isFirst: boolean
}

export interface Share {
  /** This device's member changed something: it publishes what follows. */
  readonly claim: () => void
  readonly run: () => Promise<void>
}

export function createShare(deps: ShareDeps): Share {
  const since = new Map<GroupId, { readonly content: string; readonly at: Instant }>()
  let isClaimed = false

  function isMyTurn(chain: ChainState, content: string): boolean {
    const known = since.get(chain.group)
    const at = known?.content === content ? known.at : deps.clock.now()
    since.set(chain.group, { content, at })
    if (deps.isFirst || isClaimed) return true
    return deps.clock.now() - at >= groupTurn({ ...deps, now: deps.clock.now() }, chain) * shareTurnMs
  }

  async function publish(): Promise<void> {
    const entries: EntryDraft[] = []
    for (const person of peopleWithPhones(deps)) {
      for (const { chain, records } of await wantedOf(deps, person)) {
        const content = records.map(contentOf).join()
        if (records.length === 0) since.delete(chain.group)
        else if (isMyTurn(chain, content)) entries.push(draftOf(chain, records))
      }
    }
    isClaimed = false
    if (entries.length > 0) await deps.writer.write({ entries, alongside: [], sealedAlongside: [] })
  }

  return {
    claim: () => {
      isClaimed = true
    },
    run: () => deps.writer.inTurn(publish),
  }
}

/** Whose own group or family’s group somebody is in. */
function peopleWithPhones({ chains, mayRead }: ShareDeps): ReadonlySet<PersonId> {
  const peopled = chains.byKind('private').filter((chain) => inNow(chain).length > 0 && mayRead(chain.group))
  return new Set(peopled.flatMap(({ about }) => about ?? []))
}

interface Wanted {
  readonly chain: ChainState
  /** What it lacks; nothing where it says all that is true. */
  readonly records: readonly CareRecord[]
}

async function wantedOf(deps: ShareDeps, person: PersonId): Promise<readonly Wanted[]> {
  const { baseOf, chains, rows } = deps
  const own = chains.privateOf(person, null)
  if (own === undefined || !deps.isWhole(own)) return []
  const family = await familyOf(deps, person)
  const told = new Map((await rows.find('sharedWith', { partition: person })).map((row) => [row.groupId, row]))

  async function visits(chain: ChainState): Promise<readonly CareRecord[]> {
    const [before] = await rows.find('sharedVisits', { partition: person, groupId: chain.group })
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

function isOn(one: FamilyMember, kind: ToldKind): boolean {
  return kind === 'circle' ? one.inCircle : isShared(one, kind)
}

async function visitsOf(deps: ShareDeps, person: PersonId, told: SharedVisitsInput): Promise<SharedVisitsInput> {
  const { clock, rows } = deps
  const dates = daysAhead(clock.now())
  await rows.open(dates.map(dayPartition), ['visits', 'visitsOff'])
  const ofDays = async (collection: 'visits' | 'visitsOff') =>
    (await Promise.all(dates.map((date) => rows.find(collection, { date })))).flat().filter(isOf(person))
  const [visits, off, staff, latest] = await Promise.all([
    ofDays('visits'),
    ofDays('visitsOff'),
    rows.find('staff'),
    rows.find('latest', { partition: person }),
  ])
  const ids = visits.map(({ visitId }) => visitId)
  const finished = new Set(
    (await rows.findMany('visitStates', ids)).filter(({ state }) => state === 'finished').map(({ visitId }) => visitId),
  )
  const next = nextCall({
    now: clock.now(),
    told: told.next,
    visits,
    off,
    isFinished: (visitId) => finished.has(visitId),
    signatureOf: (memberId) => staff.find((row) => row.memberId === memberId)?.signature,
  })
  const came = latest.map(({ at, author }) => ({ who: author, at }))
  const [last] = [...came, ...(told.last === null ? [] : [told.last])].sort((a, b) => b.at - a.at)
  return { next, last: last ?? null }
}

/** Two weeks: what is planned further ahead is told when it comes nearer. */
const lookAhead = 14

function daysAhead(now: Instant): readonly string[] {
  const today = dayOf(now)
  return Array.from({ length: lookAhead + 1 }, (_, days) => addDays(today, days))
}

const isOf = (person: PersonId) => (visit: VisitRow) => visit.personId === person

function contentOf({ at: _at, hlc: _hlc, id: _id, ...record }: CareRecord): string {
  return JSON.stringify(record)
}

function draftOf(chain: ChainState, records: readonly CareRecord[]): EntryDraft {
  const label = { kind: 'sharing', personId: chain.about } as const
  return { kind: 'record', group: chain.group, priority: 'ordinary', doc: zeroDoc, records, label }
}
